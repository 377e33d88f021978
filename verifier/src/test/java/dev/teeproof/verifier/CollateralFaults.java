package dev.teeproof.verifier;

import static dev.teeproof.verifier.FaultCase.AT;
import static dev.teeproof.verifier.FaultCase.failing;

import dev.teeproof.simulator.IntelBlueprint;
import dev.teeproof.simulator.QuoteKind;
import dev.teeproof.simulator.RevocationListSpec;
import dev.teeproof.simulator.TcbInfoSpec;
import dev.teeproof.simulator.TdxBlueprint.Signed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** What can be wrong with revocation lists, TCB info and QE identity of a kind of quote, signed as they are wrong. */
final class CollateralFaults {

    private static final String ISSUED = "\"issueDate\":\"" + AT.minus(Duration.ofDays(1)) + "\"";
    private static final String NEXT = "\"nextUpdate\":\"" + AT.plus(Duration.ofDays(30)) + "\"";

    private CollateralFaults() {}

    static <B extends IntelBlueprint<B>> List<FaultCase<B>> cases(QuoteKind kind) {
        List<FaultCase<B>> cases = new ArrayList<>();
        cases.addAll(ofList("root_ca_crl", Signed.ROOT_CRL, IntelBlueprint::rootCrl));
        cases.addAll(ofList("pck_crl", Signed.PCK_CRL, IntelBlueprint::pckCrl));
        cases.addAll(revocations());
        cases.add(failing("TCB info is forged", "TCB_INFO_SIGNATURE", plan -> plan.forged(Signed.TCB_INFO)));
        cases.add(failing("QE identity is forged", "QE_IDENTITY_SIGNATURE", plan -> plan.forged(Signed.QE_IDENTITY)));
        cases.addAll(tcbInfo(kind));
        if (!kind.sgx()) {
            cases.addAll(tdxModules());
        }
        cases.addAll(qeIdentity(kind));
        return cases;
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofList(
            String member, Signed signed, BiFunction<B, UnaryOperator<RevocationListSpec>, B> editing) {
        return List.of(
                failing(
                        member + " is of another issuer",
                        "CRL_ISSUER",
                        plan -> editing.apply(plan, list -> list.withIssuer("Somebody else"))),
                failing(member + " is forged", "CRL_SIGNATURE", plan -> plan.forged(signed)),
                failing(
                        member + " is valid from the next second on",
                        "CRL_NOT_YET_VALID",
                        plan -> editing.apply(plan, list -> list.withValidity(AT.plusSeconds(1), list.nextUpdate()))),
                failing(
                        member + " expired a second ago",
                        "CRL_EXPIRED",
                        plan -> editing.apply(plan, list -> list.withValidity(list.thisUpdate(), AT.minusSeconds(1)))),
                failing(
                        member + " lacks its end",
                        "CRL_FORMAT",
                        plan -> plan.sentCollateral(member, hex -> hex.substring(0, hex.length() - 2))),
                failing(
                        member + " is followed by a byte",
                        "CRL_FORMAT",
                        plan -> plan.sentCollateral(member, hex -> hex + "00")),
                failing(member + " is empty", "CRL_FORMAT", plan -> plan.sentCollateral(member, hex -> "")));
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> revocations() {
        return List.of(
                failing("the root is revoked", "CA_REVOKED", plan -> plan.rootCrl(list -> list.revoking(1))),
                failing("the PCK CA is revoked", "CA_REVOKED", plan -> plan.rootCrl(list -> list.revoking(2))),
                failing("the PCK is revoked", "PCK_REVOKED", plan -> plan.pckCrl(list -> list.revoking(3))),
                failing("the TCB signer is revoked", "SIGNER_REVOKED", plan -> plan.rootCrl(list -> list.revoking(4))),
                failing(
                        "the PCK CRL's chain is empty",
                        "CRL_ISSUER",
                        plan -> plan.sentCollateral("pck_crl_issuer_chain", pem -> "")),
                failing(
                        "the PCK CRL's chain is the root alone",
                        "CRL_ISSUER",
                        plan -> plan.sentCollateral(
                                "pck_crl_issuer_chain", pem -> pem.substring(pem.lastIndexOf("-----BEGIN")))));
    }

    private static <B extends IntelBlueprint<B>> FaultCase<B> tcb(String code, String piece, String replacement) {
        return failing("TCB info: " + piece + " → " + replacement, code, plan -> plan.tcbInfo(piece, replacement));
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> tcbInfo(QuoteKind kind) {
        String first = "\"tcbLevels\":[{\"tcb\":{\"sgxtcbcomponents\":[{\"svn\":3},";
        String format = "TCB_INFO_FORMAT";
        String id = kind.sgx() ? "\"id\":\"SGX\"" : "\"id\":\"TDX\"";
        List<FaultCase<B>> cases = new ArrayList<>();
        cases.addAll(List.of(
                tcb(format, id, "\"x\":0"),
                tcb(format, id, "\"id\":\"SNP\""),
                tcb(format, id, kind.sgx() ? "\"id\":\"TDX\"" : "\"id\":\"SGX\""),
                tcb(format, "\"version\":3", "\"version\":2"),
                tcb(format, "\"version\":3", "\"version\":1"),
                tcb(format, "\"version\":3", "\"version\":4"),
                tcb(format, "\"version\":3", "\"version\":\"3\""),
                tcb(format, ISSUED, "\"issueDate\":\"yesterday\""),
                tcb(format, ISSUED, "\"issueDate\":\"2026-05-31T12:00:00+00:00\""),
                tcb("TCB_INFO_NOT_YET_VALID", ISSUED, "\"issueDate\":\"" + AT.plusSeconds(1) + "\""),
                tcb(format, NEXT, "\"x\":0"),
                tcb("TCB_INFO_EXPIRED", NEXT, "\"nextUpdate\":\"" + AT.minusSeconds(1) + "\""),
                tcb(format, "\"fmspc\":\"90c06f000000\"", "\"fmspc\":\"90c06f0000\""),
                tcb("TCB_INFO_MISMATCH", "\"fmspc\":\"90c06f000000\"", "\"fmspc\":\"90c06f000001\""),
                tcb(format, "\"pceId\":\"0000\"", "\"pceId\":\"00\""),
                tcb("TCB_INFO_MISMATCH", "\"pceId\":\"0000\"", "\"pceId\":\"0001\""),
                tcb(format, "\"tcbType\":0", "\"tcbType\":1"),
                tcb(format, "\"tcbEvaluationDataNumber\":18", "\"tcbEvaluationDataNumber\":-1"),
                tcb(format, first, "\"tcbLevels\":[],\"x\":[{\"tcb\":{\"sgxtcbcomponents\":[{\"svn\":3},"),
                tcb(format, first, "\"tcbLevels\":[{\"tcb\":{\"sgxtcbcomponents\":["),
                tcb(format, first, first.replace("3", "256")),
                tcb(format, "\"pcesvn\":13", "\"pcesvn\":65536"),
                tcb(format, "\"pcesvn\":5", "\"pcesvn\":13"),
                tcb(format, "\"tcbDate\":\"2018-01-04T00:00:00Z\"", "\"tcbDate\":\"2018-01-04\""),
                tcb(format, "\"tcbStatus\":\"OutOfDate\"", "\"x\":0"),
                tcb(format, "[\"INTEL-SA-90002\",", "[7,")));
        cases.add(failing(
                "TCB info of the other TEE",
                "TCB_INFO_MISMATCH",
                plan -> plan.tcbInfo(
                        spec -> spec.withForm(kind.sgx() ? TcbInfoSpec.Form.TDX_V3 : TcbInfoSpec.Form.SGX_V3))));
        if (!kind.sgx()) {
            cases.add(failing(
                    "TCB info of version 2, which is of SGX",
                    "TCB_INFO_MISMATCH",
                    plan -> plan.tcbInfo(spec -> spec.withForm(TcbInfoSpec.Form.SGX_V2))));
        }
        return cases;
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> tdxModules() {
        String format = "TCB_INFO_FORMAT";
        return List.of(
                tcb(format, "\"tdxModule\":", "\"x\":"),
                tcb(format, "\"mrsigner\":\"00", "\"mrsigner\":\""),
                tcb(format, "\"attributes\":\"00", "\"attributes\":\""),
                tcb(format, "\"attributesMask\":\"FF", "\"attributesMask\":\""),
                tcb(format, "\"tdxModuleIdentities\":[", "\"tdxModuleIdentities\":[],\"x\":["),
                tcb("TCB_INFO_MISMATCH", "\"tdxModuleIdentities\":[", "\"x\":["),
                tcb("TDX_MODULE_MISMATCH", "\"TDX_01\"", "\"TDX_02\""),
                tcb(format, "\"tdxtcbcomponents\"", "\"x\""),
                tcb(format, "\"isvsvn\":6", "\"isvsvn\":65536"));
    }

    private static <B extends IntelBlueprint<B>> FaultCase<B> qe(String code, String piece, String replacement) {
        return failing("QE identity: " + piece + " → " + replacement, code, p -> p.qeIdentity(piece, replacement));
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> qeIdentity(QuoteKind kind) {
        String format = "QE_IDENTITY_FORMAT";
        String id = kind.sgx() ? "\"id\":\"QE\"" : "\"id\":\"TD_QE\"";
        String other = kind.sgx() ? "\"id\":\"TD_QE\"" : "\"id\":\"QE\"";
        String signer = kind.sgx() ? "\"mrsigner\":\"8C" : "\"mrsigner\":\"DC";
        String product = kind.sgx() ? "\"isvprodid\":1" : "\"isvprodid\":2";
        String level = kind.sgx() ? "\"tcb\":{\"isvsvn\":8}" : "\"tcb\":{\"isvsvn\":4}";
        return List.of(
                qe("QE_IDENTITY_ID", id, other),
                qe("QE_IDENTITY_ID", id, "\"id\":\"QVE\""),
                qe(format, id, "\"x\":0"),
                qe(format, "\"version\":2", "\"version\":1"),
                qe(format, "\"version\":2", "\"version\":3"),
                qe(format, ISSUED, "\"x\":0"),
                qe("QE_IDENTITY_NOT_YET_VALID", ISSUED, "\"issueDate\":\"" + AT.plusSeconds(1) + "\""),
                qe("QE_IDENTITY_EXPIRED", NEXT, "\"nextUpdate\":\"" + AT.minusSeconds(1) + "\""),
                qe(format, NEXT, "\"nextUpdate\":\"2026-02-30T00:00:00Z\""),
                qe(format, "\"tcbEvaluationDataNumber\":18", "\"x\":0"),
                qe(format, "\"miscselect\":\"00", "\"miscselect\":\""),
                qe(format, "\"miscselectMask\":\"FF", "\"miscselectMask\":\""),
                qe(format, "\"attributes\":\"11", "\"attributes\":\""),
                qe(format, "\"attributesMask\":\"FB", "\"attributesMask\":\""),
                qe(format, signer, "\"mrsigner\":\""),
                qe(format, product, "\"isvprodid\":65536"),
                qe(format, "\"tcbLevels\":[", "\"tcbLevels\":[],\"x\":["),
                qe(format, level, "\"tcb\":{}"),
                qe(format, "\"tcbDate\":\"2024-11-13T00:00:00Z\"", "\"tcbDate\":\"2024-11-13T00:00:00.0Z\""),
                qe("QE_MISCSELECT", "\"miscselect\":\"00000000\"", "\"miscselect\":\"00000001\""),
                qe("QE_ATTRIBUTES", "\"attributes\":\"11", "\"attributes\":\"15"),
                qe("QE_ATTRIBUTES", "\"attributes\":\"11", "\"attributes\":\"91"),
                qe("QE_MRSIGNER", signer, signer.replace("C", "D")),
                qe("QE_PRODID", product, "\"isvprodid\":3"));
    }
}

package dev.teeproof.verifier;

import static dev.teeproof.verifier.FaultCase.failing;
import static dev.teeproof.verifier.FaultCase.warning;

import dev.teeproof.codec.Bytes;
import dev.teeproof.simulator.IntelBlueprint;
import dev.teeproof.simulator.QuoteKind;
import dev.teeproof.simulator.TdxBlueprint.Signed;
import java.util.ArrayList;
import java.util.List;

/** What can be wrong with a quote of a kind that can be read: signatures, quoting enclave, platform, workload. */
final class QuoteFaults {

    private QuoteFaults() {}

    static <B extends IntelBlueprint<B>> List<FaultCase<B>> cases(QuoteKind kind) {
        List<FaultCase<B>> cases = new ArrayList<>();
        cases.addAll(ofSignatures());
        cases.addAll(ofTheQuotingEnclave(kind));
        cases.addAll(ofThePlatform());
        if (!kind.sgx()) {
            cases.addAll(ofTheModule());
        }
        cases.addAll(StatusFaults.cases(kind));
        cases.addAll(kind.sgx() ? ofTheEnclave() : ofTheDomain());
        if (kind == QuoteKind.TDX_V5_TD15) {
            cases.addAll(ofReport15());
        }
        return cases;
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofTheEnclave() {
        return List.of(failing("the enclave is under debug", "WORKLOAD_DEBUG", plan -> plan.body(48, Bytes.of(7))));
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofTheDomain() {
        return List.of(
                failing("the domain is under debug", "WORKLOAD_DEBUG", plan -> plan.body(120, Bytes.of(1))),
                failing("the host profiles the domain", "TD_RESERVED_ATTRIBUTES", p -> p.body(120, Bytes.of(0x20))),
                failing("a reserved attribute", "TD_RESERVED_ATTRIBUTES", plan -> plan.body(121, Bytes.of(1))),
                warning("the host injects faults", "TD_SEPT_VE_DISABLE", plan -> plan.body(123, Bytes.of(0))),
                warning("the domain may move", "TD_MIGRATABLE", plan -> plan.body(123, Bytes.of(0x30))),
                warning("a provisioning agent", "TD_TPA", plan -> plan.body(127, Bytes.of(0x40))));
    }

    /** What a TD report 1.5 says besides: the module that is loaded now, and service domains. */
    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofReport15() {
        return List.of(
                failing("a service domain", "SERVICE_TD_PRESENT", plan -> plan.body(600, Bytes.of(1))),
                failing("a service domain, last byte", "SERVICE_TD_PRESENT", plan -> plan.body(647, Bytes.of(1))),
                warning(
                        "the module was updated since the launch",
                        "TCB_STATUS_REJECTED",
                        plan -> plan.body(0, Bytes.of(5, 1, 3)).body(584, Bytes.of(6, 1, 3))),
                warning(
                        "the module of now is out of date, too",
                        "TCB_STATUS_REJECTED",
                        plan -> plan.body(0, Bytes.of(4, 1, 3)).body(584, Bytes.of(5, 1, 3))),
                failing(
                        "the module of now is unknown",
                        "TDX_MODULE_MISMATCH",
                        plan -> plan.body(0, Bytes.of(5, 1, 3)).body(584, Bytes.of(6, 2, 3))));
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofSignatures() {
        List<FaultCase<B>> cases = new ArrayList<>();
        for (int type : new int[] {1, 2, 3, 7}) {
            cases.add(failing(
                    "a chain that is called certification data of type " + type,
                    "CERT_DATA_UNSUPPORTED",
                    plan -> plan.certificationDataType(type)));
        }
        cases.add(failing("the QE report is forged", "QE_REPORT_SIGNATURE", plan -> plan.forged(Signed.QE_REPORT)));
        cases.add(failing("the quote is forged", "QUOTE_SIGNATURE", plan -> plan.forged(Signed.QUOTE)));
        cases.add(failing(
                "the QE vouches for another key", "QE_REPORT_DATA", plan -> plan.qeReport(320, Bytes.zeros(32))));
        cases.add(failing(
                "the upper half of the QE's report data is not zero",
                "QE_REPORT_DATA",
                plan -> plan.qeReport(383, Bytes.of(1))));
        cases.add(failing("no key", "ATTESTATION_KEY_INVALID", plan -> plan.attestationKey(Bytes.zeros(64))));
        cases.add(failing(
                "a key beside the curve",
                "ATTESTATION_KEY_INVALID",
                plan -> plan.attestationKey(Bytes.concat(Bytes.zeros(63), Bytes.of(1)))));
        cases.add(failing(
                "a key beyond the field",
                "ATTESTATION_KEY_INVALID",
                plan -> plan.attestationKey(Bytes.hex("ff".repeat(64)))));
        return cases;
    }

    private static <B extends IntelBlueprint<B>> FaultCase<B> qe(String name, String code, int offset, int... bytes) {
        return failing(name, code, plan -> plan.qeReport(offset, Bytes.of(bytes)));
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofTheQuotingEnclave(QuoteKind kind) {
        List<FaultCase<B>> cases = new ArrayList<>();
        cases.addAll(List.of(
                qe("the QE's MISCSELECT, first bit", "QE_MISCSELECT", 16, 1),
                qe("the QE's MISCSELECT, last bit", "QE_MISCSELECT", 19, 0x80),
                qe("the QE is not initialised", "QE_ATTRIBUTES", 48, 0x14),
                qe("the QE may not provision", "QE_ATTRIBUTES", 48, 0x05),
                qe("the QE is under debug", "QE_ATTRIBUTES", 48, 0x17),
                qe("the QE has a launch key", "QE_ATTRIBUTES", 48, 0x35),
                qe("the QE has a reserved attribute", "QE_ATTRIBUTES", 55, 1),
                failing(
                        "the QE is under debug, which its identity's mask hides",
                        "QE_DEBUG",
                        plan -> plan.qeReport(48, Bytes.of(0x17))
                                .qeIdentity("\"attributesMask\":\"FB", "\"attributesMask\":\"F9")),
                qe("the QE is signed by nobody", "QE_MRSIGNER", 128, new int[32]),
                qe("the QE's signer, last byte", "QE_MRSIGNER", 159, 0),
                qe("the QE is another TEE's", "QE_PRODID", 256, kind.sgx() ? 2 : 1, 0),
                qe("the QE's product, high byte", "QE_PRODID", 256, kind.sgx() ? 1 : 2, 1),
                qe("the QE's SVN is 0", "QE_SVN_NOT_SUPPORTED", 258, 0, 0)));
        int best = kind.sgx() ? 8 : 4;
        int least = kind.sgx() ? 1 : 2;
        for (int svn = 1; svn < best; svn++) {
            int found = svn;
            cases.add(
                    svn < least
                            ? qe("the QE's SVN is " + svn, "QE_SVN_NOT_SUPPORTED", 258, svn, 0)
                            : warning(
                                    "the QE's SVN is " + svn,
                                    "TCB_STATUS_REJECTED",
                                    plan -> plan.qeReport(258, Bytes.of(found, 0))));
        }
        return cases;
    }

    private static <B extends IntelBlueprint<B>> B component(B plan, int index, int svn) {
        return plan.platform(platform -> platform.withTcbComponents(Bytes.concat(
                platform.tcbComponents().slice(0, index),
                Bytes.of(svn),
                platform.tcbComponents().slice(index + 1, 16))));
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofThePlatform() {
        List<FaultCase<B>> cases = new ArrayList<>();
        int[] best = {3, 3, 2, 2, 4, 1, 0, 5};
        int[] outOfDate = {2, 2, 2, 2, 3, 1, 0, 5};
        for (int i = 0; i < best.length; i++) {
            int index = i;
            int least = outOfDate[i];
            if (least < best[i]) {
                cases.add(warning(
                        "SGX component " + (i + 1) + " is " + least,
                        "TCB_STATUS_REJECTED",
                        plan -> component(plan, index, least)));
            }
            if (least > 0) {
                cases.add(failing(
                        "SGX component " + (i + 1) + " is " + (least - 1),
                        "TCB_NOT_SUPPORTED",
                        plan -> component(plan, index, least - 1)));
            }
        }
        cases.add(failing("PCESVN 12", "TCB_REVOKED", plan -> plan.platform(spec -> spec.withPceSvn(12))));
        cases.add(failing("PCESVN 4", "TCB_NOT_SUPPORTED", plan -> plan.platform(spec -> spec.withPceSvn(4))));
        cases.add(
                failing("another FMSPC", "TCB_INFO_MISMATCH", plan -> plan.platform(p -> p.withFmspc(Bytes.zeros(6)))));
        cases.add(failing(
                "another PCE-ID", "TCB_INFO_MISMATCH", plan -> plan.platform(p -> p.withPceId(Bytes.of(0, 1)))));
        return cases;
    }

    private static <B extends IntelBlueprint<B>> FaultCase<B> svn(String code, int... bytes) {
        return failing("TEE_TCB_SVN " + Bytes.of(bytes), code, plan -> plan.body(0, Bytes.of(bytes)));
    }

    private static <B extends IntelBlueprint<B>> FaultCase<B> outOfDate(int... bytes) {
        return warning("TEE_TCB_SVN " + Bytes.of(bytes), "TCB_STATUS_REJECTED", plan -> plan.body(0, Bytes.of(bytes)));
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofTheModule() {
        return List.of(
                outOfDate(6, 1, 2),
                svn("TCB_NOT_SUPPORTED", 6, 1, 1),
                outOfDate(5, 1, 3),
                outOfDate(4, 1, 3),
                svn("TCB_REVOKED", 3, 1, 3),
                svn("TCB_NOT_SUPPORTED", 1, 1, 3),
                svn("TCB_NOT_SUPPORTED", 4, 0, 3),
                svn("TCB_NOT_SUPPORTED", 2, 3, 3),
                svn("TDX_MODULE_MISMATCH", 6, 2, 3),
                svn("TDX_MODULE_MISMATCH", 6, 0x10, 3),
                failing("a module of somebody's", "TDX_MODULE_MISMATCH", plan -> plan.body(64, Bytes.of(1))),
                failing("a module of somebody's, last byte", "TDX_MODULE_MISMATCH", p -> p.body(111, Bytes.of(1))),
                failing("a module under debug", "TDX_MODULE_MISMATCH", plan -> plan.body(112, Bytes.of(1))),
                failing("a module's last attribute", "TDX_MODULE_MISMATCH", plan -> plan.body(119, Bytes.of(0x80))));
    }
}

package dev.teeproof.verifier;

import static dev.teeproof.verifier.FaultCase.failing;
import static dev.teeproof.verifier.FaultCase.warning;

import dev.teeproof.codec.Bytes;
import dev.teeproof.simulator.TdxBlueprint;
import dev.teeproof.simulator.TdxBlueprint.Signed;
import java.util.ArrayList;
import java.util.List;

/** What can be wrong with a quote that can be read: its signatures, its quoting enclave, its platform, its domain. */
final class QuoteFaults {

    private static final String PLATFORM_LEVEL =
            "{\"svn\":0}]},\"tcbDate\":\"2024-11-13T00:00:00Z\",\"tcbStatus\":\"UpToDate\"";
    private static final String MODULE_LEVEL =
            "{\"isvsvn\":6},\"tcbDate\":\"2024-11-13T00:00:00Z\",\"tcbStatus\":\"UpToDate\"";
    private static final String QE_LEVEL = MODULE_LEVEL.replace('6', '4');

    private QuoteFaults() {}

    static List<FaultCase> cases() {
        List<FaultCase> cases = new ArrayList<>();
        cases.addAll(ofSignatures());
        cases.addAll(ofTheQuotingEnclave());
        cases.addAll(ofThePlatform());
        cases.addAll(ofTheModule());
        cases.addAll(ofStatuses());
        cases.add(failing("the domain is under debug", "WORKLOAD_DEBUG", plan -> plan.report(120, Bytes.of(1))));
        cases.add(failing(
                "the host profiles the domain", "TD_RESERVED_ATTRIBUTES", plan -> plan.report(120, Bytes.of(0x20))));
        cases.add(failing("a reserved attribute", "TD_RESERVED_ATTRIBUTES", plan -> plan.report(121, Bytes.of(1))));
        cases.add(warning("the host injects faults", "TD_SEPT_VE_DISABLE", plan -> plan.report(123, Bytes.of(0))));
        cases.add(warning("the domain may move", "TD_MIGRATABLE", plan -> plan.report(123, Bytes.of(0x30))));
        cases.add(warning("a provisioning agent", "TD_TPA", plan -> plan.report(127, Bytes.of(0x40))));
        return cases;
    }

    private static List<FaultCase> ofSignatures() {
        List<FaultCase> cases = new ArrayList<>();
        for (int type = 1; type <= 4; type++) {
            int other = type;
            cases.add(failing(
                    "certification data of type " + type,
                    "CERT_DATA_UNSUPPORTED",
                    plan -> plan.certificationDataType(other)));
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

    private static FaultCase qe(String name, String code, int offset, int... bytes) {
        return failing(name, code, plan -> plan.qeReport(offset, Bytes.of(bytes)));
    }

    private static List<FaultCase> ofTheQuotingEnclave() {
        return List.of(
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
                qe("the QE is SGX's", "QE_PRODID", 256, 1, 0),
                qe("the QE's product, high byte", "QE_PRODID", 256, 2, 1),
                qe("the QE's SVN is 1", "QE_SVN_NOT_SUPPORTED", 258, 1, 0),
                qe("the QE's SVN is 0", "QE_SVN_NOT_SUPPORTED", 258, 0, 0),
                warning("the QE's SVN is 3", "TCB_STATUS_REJECTED", plan -> plan.qeReport(258, Bytes.of(3, 0))),
                warning("the QE's SVN is 2", "TCB_STATUS_REJECTED", plan -> plan.qeReport(258, Bytes.of(2, 0))));
    }

    private static TdxBlueprint component(TdxBlueprint plan, int index, int svn) {
        return plan.platform(platform -> platform.withTcbComponents(Bytes.concat(
                platform.tcbComponents().slice(0, index),
                Bytes.of(svn),
                platform.tcbComponents().slice(index + 1, 16))));
    }

    private static List<FaultCase> ofThePlatform() {
        List<FaultCase> cases = new ArrayList<>();
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

    private static FaultCase svn(String code, int... bytes) {
        return failing("TEE_TCB_SVN " + Bytes.of(bytes), code, plan -> plan.report(0, Bytes.of(bytes)));
    }

    private static FaultCase outOfDate(int... bytes) {
        return warning(
                "TEE_TCB_SVN " + Bytes.of(bytes), "TCB_STATUS_REJECTED", plan -> plan.report(0, Bytes.of(bytes)));
    }

    private static List<FaultCase> ofTheModule() {
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
                failing("a module of somebody's", "TDX_MODULE_MISMATCH", plan -> plan.report(64, Bytes.of(1))),
                failing("a module of somebody's, last byte", "TDX_MODULE_MISMATCH", p -> p.report(111, Bytes.of(1))),
                failing("a module under debug", "TDX_MODULE_MISMATCH", plan -> plan.report(112, Bytes.of(1))),
                failing("a module's last attribute", "TDX_MODULE_MISMATCH", plan -> plan.report(119, Bytes.of(0x80))));
    }

    private static List<FaultCase> ofStatuses() {
        List<FaultCase> cases = new ArrayList<>();
        for (String status : List.of(
                "SWHardeningNeeded",
                "ConfigurationNeeded",
                "ConfigurationAndSWHardeningNeeded",
                "OutOfDate",
                "OutOfDateConfigurationNeeded")) {
            cases.add(warning("the platform is " + status, "TCB_STATUS_REJECTED", p -> platform(p, status)));
            cases.add(warning("the module is " + status, "TCB_STATUS_REJECTED", p -> module(p, status)));
            cases.add(warning("the QE is " + status, "TCB_STATUS_REJECTED", p -> quotingEnclave(p, status)));
        }
        cases.add(failing("the platform is Revoked", "TCB_REVOKED", p -> platform(p, "Revoked")));
        cases.add(failing("the module is Revoked", "TCB_REVOKED", p -> module(p, "Revoked")));
        cases.add(failing("the QE is Revoked", "TCB_REVOKED", p -> quotingEnclave(p, "Revoked")));
        for (String unknown : List.of("Fine", "uptodate", "")) {
            cases.add(
                    failing("the platform is '" + unknown + "'", "TCB_UNRECOGNIZED_STATUS", p -> platform(p, unknown)));
            cases.add(failing("the module is '" + unknown + "'", "TCB_UNRECOGNIZED_STATUS", p -> module(p, unknown)));
            cases.add(
                    failing("the QE is '" + unknown + "'", "TCB_UNRECOGNIZED_STATUS", p -> quotingEnclave(p, unknown)));
        }
        return cases;
    }

    static TdxBlueprint platform(TdxBlueprint plan, String status) {
        return plan.tcbInfo(PLATFORM_LEVEL, PLATFORM_LEVEL.replace("UpToDate", status));
    }

    static TdxBlueprint module(TdxBlueprint plan, String status) {
        return plan.tcbInfo(MODULE_LEVEL, MODULE_LEVEL.replace("UpToDate", status));
    }

    static TdxBlueprint quotingEnclave(TdxBlueprint plan, String status) {
        return plan.qeIdentity(QE_LEVEL, QE_LEVEL.replace("UpToDate", status));
    }
}

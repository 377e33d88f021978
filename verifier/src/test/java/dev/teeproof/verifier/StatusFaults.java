package dev.teeproof.verifier;

import static dev.teeproof.verifier.FaultCase.failing;
import static dev.teeproof.verifier.FaultCase.warning;

import dev.teeproof.codec.Bytes;
import dev.teeproof.simulator.IntelBlueprint;
import dev.teeproof.simulator.IsvLevelSpec;
import dev.teeproof.simulator.QuoteKind;
import dev.teeproof.simulator.TcbLevelSpec;
import java.util.ArrayList;
import java.util.List;

/** Every status that a level of platform, module or quoting enclave can have, and some that none can. */
final class StatusFaults {

    private StatusFaults() {}

    static <B extends IntelBlueprint<B>> List<FaultCase<B>> cases(QuoteKind kind) {
        List<FaultCase<B>> cases = new ArrayList<>();
        for (String status : List.of(
                "SWHardeningNeeded",
                "ConfigurationNeeded",
                "ConfigurationAndSWHardeningNeeded",
                "OutOfDate",
                "OutOfDateConfigurationNeeded")) {
            cases.add(warning("the platform is " + status, "TCB_STATUS_REJECTED", p -> platform(p, status)));
            cases.add(warning("the QE is " + status, "TCB_STATUS_REJECTED", p -> quotingEnclave(p, status)));
            if (!kind.sgx()) {
                cases.add(
                        status.equals("OutOfDate")
                                ? warning("the module is " + status, "TCB_STATUS_REJECTED", p -> module(p, status))
                                : failing(
                                        "the module is " + status, "TCB_UNRECOGNIZED_STATUS", p -> module(p, status)));
            }
        }
        cases.add(failing("the platform is Revoked", "TCB_REVOKED", p -> platform(p, "Revoked")));
        cases.add(failing("the QE is Revoked", "TCB_REVOKED", p -> quotingEnclave(p, "Revoked")));
        if (!kind.sgx()) {
            cases.add(failing("the module is Revoked", "TCB_REVOKED", p -> module(p, "Revoked")));
            cases.add(warning("the SGX level alone is Revoked", "SGX_TCB_REVOKED", StatusFaults::sgxLevelIsRevoked));
        }
        for (String unknown : List.of("Fine", "uptodate", "", "TDRelaunchAdvised")) {
            String code = "TCB_UNRECOGNIZED_STATUS";
            cases.add(failing("the platform is '" + unknown + "'", code, p -> platform(p, unknown)));
            cases.add(failing("the QE is '" + unknown + "'", code, p -> quotingEnclave(p, unknown)));
            if (!kind.sgx()) {
                cases.add(failing("the module is '" + unknown + "'", code, p -> module(p, unknown)));
            }
        }
        return cases;
    }

    /** With another status of the level that the platform reaches. */
    static <B extends IntelBlueprint<B>> B platform(B plan, String status) {
        return plan.tcbInfo(spec -> {
            TcbLevelSpec[] levels = spec.levels().toArray(TcbLevelSpec[]::new);
            levels[0] = levels[0].withStatus(status);
            return spec.withLevels(levels);
        });
    }

    /** With another status of the level that the TDX module reaches. */
    static <B extends IntelBlueprint<B>> B module(B plan, String status) {
        String level = "{\"isvsvn\":6},\"tcbDate\":\"2024-11-13T00:00:00Z\",\"tcbStatus\":\"UpToDate\"";
        return plan.tcbInfo(level, level.replace("UpToDate", status));
    }

    /** With another status of the level that the quoting enclave reaches. */
    static <B extends IntelBlueprint<B>> B quotingEnclave(B plan, String status) {
        return plan.qeIdentity(spec -> {
            IsvLevelSpec[] levels = spec.levels().toArray(IsvLevelSpec[]::new);
            levels[0] = IsvLevelSpec.of(levels[0].isvSvn(), status);
            return spec.withLevels(levels);
        });
    }

    /** With a revoked level that the platform reaches but for its TDX components, above the one that it reaches. */
    static <B extends IntelBlueprint<B>> B sgxLevelIsRevoked(B plan) {
        return plan.tcbInfo(spec -> {
            List<TcbLevelSpec> levels = new ArrayList<>(spec.levels());
            TcbLevelSpec best = levels.getFirst();
            levels.addFirst(TcbLevelSpec.of(best.sgx(), best.pceSvn(), Bytes.of(9, 0, 9), "Revoked"));
            return spec.withLevels(levels.toArray(TcbLevelSpec[]::new));
        });
    }
}

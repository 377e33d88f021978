package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A TCB info to be written: compact JSON with Intel's members in Intel's order.
 *
 * @param fmspc 6 bytes
 * @param pceId 2 bytes
 * @param evaluation number of the TCB evaluation
 * @param modules written for TDX; none at all leaves the member out
 * @param levels from the highest to the lowest, though nobody checks that here
 */
public record TcbInfoSpec(
        Form form,
        Instant issued,
        Instant next,
        Bytes fmspc,
        Bytes pceId,
        int evaluation,
        List<ModuleIdentitySpec> modules,
        List<TcbLevelSpec> levels) {

    /** Which technology, and which version of the document. */
    public enum Form {
        /** Version 2, of the third version of Intel's service; for SGX alone. */
        SGX_V2,
        SGX_V3,
        TDX_V3
    }

    /** The advisory that a later evaluation names for what is up to date in this one. */
    static final String LATER_ADVISORY = "INTEL-SA-90010";

    private static final int EVALUATION = 18;

    public TcbInfoSpec {
        modules = List.copyOf(modules);
        levels = List.copyOf(levels);
    }

    static TcbInfoSpec of(QuoteKind kind, Instant issued, Instant next) {
        Bytes below = Bytes.of(2, 2, 2, 2, 3, 1, 0, 5);
        return new TcbInfoSpec(
                kind.sgx() ? Form.SGX_V3 : Form.TDX_V3,
                issued,
                next,
                Bytes.hex("90c06f000000"),
                Bytes.zeros(2),
                EVALUATION,
                List.of(
                        ModuleIdentitySpec.of("TDX_03", IsvLevelSpec.of(3, "UpToDate")),
                        ModuleIdentitySpec.of(
                                "TDX_01",
                                IsvLevelSpec.of(6, "UpToDate"),
                                IsvLevelSpec.of(4, "OutOfDate", "INTEL-SA-90001"),
                                IsvLevelSpec.of(2, "Revoked"))),
                List.of(
                        TcbLevelSpec.of(Bytes.of(3, 3, 2, 2, 4, 1, 0, 5), 13, Bytes.of(5, 0, 3), "UpToDate"),
                        TcbLevelSpec.of(below, 13, Bytes.of(5, 0, 2), "OutOfDate", "INTEL-SA-90002", "INTEL-SA-90003")
                                .withDate("2024-03-13"),
                        TcbLevelSpec.of(below, 5, Bytes.of(5, 0, 2), "Revoked").withDate("2018-01-04")));
    }

    public TcbInfoSpec withForm(Form other) {
        return new TcbInfoSpec(other, issued, next, fmspc, pceId, evaluation, modules, levels);
    }

    public TcbInfoSpec withDates(Instant from, Instant to) {
        return new TcbInfoSpec(form, from, to, fmspc, pceId, evaluation, modules, levels);
    }

    public TcbInfoSpec withFmspc(Bytes other) {
        return new TcbInfoSpec(form, issued, next, other, pceId, evaluation, modules, levels);
    }

    public TcbInfoSpec withPceId(Bytes other) {
        return new TcbInfoSpec(form, issued, next, fmspc, other, evaluation, modules, levels);
    }

    public TcbInfoSpec withEvaluation(int other) {
        return new TcbInfoSpec(form, issued, next, fmspc, pceId, other, modules, levels);
    }

    public TcbInfoSpec withModules(ModuleIdentitySpec... others) {
        return new TcbInfoSpec(form, issued, next, fmspc, pceId, evaluation, List.of(others), levels);
    }

    public TcbInfoSpec withLevels(TcbLevelSpec... others) {
        return new TcbInfoSpec(form, issued, next, fmspc, pceId, evaluation, modules, List.of(others));
    }

    /** The next evaluation: what is up to date in this one is out of date, and a level above it is up to date. */
    public TcbInfoSpec later() {
        List<TcbLevelSpec> later = new ArrayList<>();
        for (TcbLevelSpec level : levels) {
            if (level.status().equals("UpToDate")) {
                later.add(level.raised());
                later.add(level.withStatus("OutOfDate", LATER_ADVISORY));
            } else {
                later.add(level);
            }
        }
        return new TcbInfoSpec(form, issued, next, fmspc, pceId, evaluation + 1, modules, later);
    }

    /** The document, as it is signed. */
    public String text() {
        String id = switch (form) {
            case SGX_V2 -> "\"version\":2";
            case SGX_V3 -> "\"id\":\"SGX\",\"version\":3";
            case TDX_V3 -> "\"id\":\"TDX\",\"version\":3";
        };
        return "{" + id + ",\"issueDate\":\"" + issued + "\",\"nextUpdate\":\"" + next + "\",\"fmspc\":\"" + fmspc
                + "\",\"pceId\":\"" + pceId + "\",\"tcbType\":0,\"tcbEvaluationDataNumber\":" + evaluation + ","
                + (form == Form.TDX_V3 ? moduleText() : "")
                + levels.stream()
                        .map(level -> level.text(form))
                        .collect(Collectors.joining(",", "\"tcbLevels\":[", "]}"));
    }

    private String moduleText() {
        String base = "\"tdxModule\":{"
                + ModuleIdentitySpec.members(Bytes.zeros(48), Bytes.zeros(8), Bytes.hex("ffffffffffffffff")) + "},";
        return modules.isEmpty()
                ? base
                : modules.stream()
                        .map(ModuleIdentitySpec::text)
                        .collect(Collectors.joining(",", base + "\"tdxModuleIdentities\":[", "],"));
    }
}

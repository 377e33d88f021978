package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A quoting enclave's identity to be written: compact JSON with Intel's members in Intel's order, signer and attributes as
 * those of Intel's own enclaves.
 *
 * @param id {@code QE} or {@code TD_QE}
 * @param evaluation number of the TCB evaluation
 * @param mrSigner 32 bytes
 */
public record QeIdentitySpec(
        String id,
        Instant issued,
        Instant next,
        int evaluation,
        Bytes mrSigner,
        int isvProdId,
        List<IsvLevelSpec> levels) {

    /** How far above the highest level a later evaluation's new one is. */
    private static final int STEP = 10;

    private static final int EVALUATION = 18;

    public QeIdentitySpec {
        levels = List.copyOf(levels);
    }

    static QeIdentitySpec of(QuoteKind kind, Instant issued, Instant next) {
        List<IsvLevelSpec> levels = kind.sgx()
                ? List.of(
                        IsvLevelSpec.of(8, "UpToDate"),
                        IsvLevelSpec.of(6, "OutOfDate", "INTEL-SA-90004"),
                        IsvLevelSpec.of(2, "OutOfDate", "INTEL-SA-90004"),
                        IsvLevelSpec.of(1, "OutOfDate", "INTEL-SA-90004"))
                : List.of(IsvLevelSpec.of(4, "UpToDate"), IsvLevelSpec.of(2, "OutOfDate", "INTEL-SA-90004"));
        return new QeIdentitySpec(
                kind.sgx() ? "QE" : "TD_QE",
                issued,
                next,
                EVALUATION,
                ReportBody.qeSigner(kind),
                ReportBody.qeProduct(kind),
                levels);
    }

    public QeIdentitySpec withId(String other) {
        return new QeIdentitySpec(other, issued, next, evaluation, mrSigner, isvProdId, levels);
    }

    public QeIdentitySpec withDates(Instant from, Instant to) {
        return new QeIdentitySpec(id, from, to, evaluation, mrSigner, isvProdId, levels);
    }

    public QeIdentitySpec withEvaluation(int other) {
        return new QeIdentitySpec(id, issued, next, other, mrSigner, isvProdId, levels);
    }

    public QeIdentitySpec withLevels(IsvLevelSpec... others) {
        return new QeIdentitySpec(id, issued, next, evaluation, mrSigner, isvProdId, List.of(others));
    }

    /** The next evaluation: what is up to date in this one is out of date, and a level far above it is up to date. */
    public QeIdentitySpec later() {
        List<IsvLevelSpec> later = new ArrayList<>();
        for (IsvLevelSpec level : levels) {
            if (level.status().equals("UpToDate")) {
                later.add(IsvLevelSpec.of(level.isvSvn() + STEP, "UpToDate"));
                later.add(IsvLevelSpec.of(level.isvSvn(), "OutOfDate", TcbInfoSpec.LATER_ADVISORY));
            } else {
                later.add(level);
            }
        }
        return new QeIdentitySpec(id, issued, next, evaluation + 1, mrSigner, isvProdId, later);
    }

    /** The document, as it is signed. */
    public String text() {
        return "{\"id\":\"" + id + "\",\"version\":2,\"issueDate\":\"" + issued + "\",\"nextUpdate\":\"" + next
                + "\",\"tcbEvaluationDataNumber\":" + evaluation
                + ",\"miscselect\":\"00000000\",\"miscselectMask\":\"FFFFFFFF\","
                + "\"attributes\":\"11000000000000000000000000000000\","
                + "\"attributesMask\":\"FBFFFFFFFFFFFFFF0000000000000000\",\"mrsigner\":\"" + upper(mrSigner)
                + "\",\"isvprodid\":" + isvProdId + "," + IsvLevelSpec.text(levels) + "}";
    }

    static String upper(Bytes bytes) {
        return bytes.toHex().toUpperCase(Locale.ROOT);
    }
}

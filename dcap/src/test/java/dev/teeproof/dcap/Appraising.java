package dev.teeproof.dcap;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import java.util.Optional;
import java.util.Set;

/** An appraisal with documents that nobody signed, made of parts of which a test changes one or two. */
record Appraising(
        TcbInfo info, QuoteBody body, PckExtension platform, String qeStatus, int qeSvn, Set<CompatibilityRule> rules) {

    private static final String QE_LEVELS = "\"tcbLevels\":[";

    /** Of a domain with TD report 1.0, on a platform whose quoting enclave is up to date. */
    static Appraising td10(TcbInfo info, PckExtension platform, String teeTcbSvn) throws MalformedEvidenceException {
        TdReport report =
                TdReport.read10(ByteReader.of(Bytes.concat(svns(teeTcbSvn), Bytes.zeros(584 - 16)), "report"));
        return new Appraising(info, report, platform, "UpToDate", 4, Set.of());
    }

    /** Of a domain with TD report 1.5. */
    static Appraising td15(TcbInfo info, PckExtension platform, String teeTcbSvn, String teeTcbSvn2)
            throws MalformedEvidenceException {
        Bytes bytes = Bytes.concat(svns(teeTcbSvn), Bytes.zeros(584 - 16), svns(teeTcbSvn2), Bytes.zeros(48));
        return new Appraising(info, TdReport.read15(ByteReader.of(bytes, "report")), platform, "UpToDate", 4, Set.of());
    }

    /** Of an enclave. */
    static Appraising enclave(TcbInfo info, PckExtension platform) throws MalformedEvidenceException {
        EnclaveReport report = EnclaveReport.read(ByteReader.of(Bytes.zeros(384), "report"));
        return new Appraising(info, report, platform, "UpToDate", 4, Set.of());
    }

    /** With the status of the only level of the quoting enclave. */
    Appraising qe(String status) {
        return new Appraising(info, body, platform, status, qeSvn, rules);
    }

    /** With a quoting enclave of another SVN; 5 is up to date then, and from 4 on it has the status of before. */
    Appraising qeSvn(int svn) {
        return new Appraising(info, body, platform, qeStatus, svn, rules);
    }

    Appraising rules(CompatibilityRule... others) {
        return new Appraising(info, body, platform, qeStatus, qeSvn, Set.of(others));
    }

    TcbAppraisal appraise() throws MalformedEvidenceException, CheckFailedException {
        String levels = QE_LEVELS
                + (qeStatus.equals("UpToDate") ? "" : TcbDocuments.isvLevel(5, "UpToDate") + ",")
                + TcbDocuments.isvLevel(4, qeStatus, qeStatus.equals("UpToDate") ? new String[0] : new String[] {"QE"})
                + "]}";
        String text = TcbDocuments.TD_QE.substring(0, TcbDocuments.TD_QE.indexOf(QE_LEVELS)) + levels;
        QeIdentity identity = QeIdentity.read(Bytes.utf8(text));
        IsvLevel reached = IsvLevel.reached(identity.levels(), qeSvn).orElseThrow();
        return new TcbAppraiser(platform, info, identity, reached, qeSvn, rules, new CheckList(QuoteCheck.ALL))
                .appraise(body);
    }

    /** The merged status, or the code of the refusal. */
    String says() throws MalformedEvidenceException {
        try {
            return appraise().status().text();
        } catch (CheckFailedException e) {
            return e.check().code().name();
        }
    }

    /** A platform with these SGX components, the others 0. */
    static PckExtension platform(int pceSvn, int... components) {
        return new PckExtension(
                Bytes.zeros(16),
                Bytes.concat(Bytes.of(components), Bytes.zeros(16 - components.length)),
                pceSvn,
                Bytes.zeros(16),
                Bytes.zeros(2),
                Bytes.hex("90c06f000000"),
                1,
                Optional.empty(),
                Optional.empty());
    }

    private static Bytes svns(String first) {
        Bytes bytes = Bytes.hex(first);
        return Bytes.concat(bytes, Bytes.zeros(16 - bytes.size()));
    }
}

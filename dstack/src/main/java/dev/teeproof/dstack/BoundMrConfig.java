package dev.teeproof.dstack;

import static dev.teeproof.dstack.DstackCheck.HOST_DATA;
import static dev.teeproof.dstack.DstackCheck.MR_CONFIG;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.Proof;
import dev.teeproof.snp.VerifiedReport;

/**
 * A {@code mr_config} that the HOST_DATA of a verified report commits: what the host bound the guest to when it launched it. The
 * guest refuses to start as another app than this says; that it does is a property of the image, which {@code MEASUREMENT} names.
 */
public final class BoundMrConfig {

    private final String document;
    private final MrConfig config;
    private final VerifiedReport report;

    private BoundMrConfig(String document, MrConfig config, VerifiedReport report) {
        this.document = document;
        this.config = config;
        this.report = report;
    }

    /**
     * Binds what an attestation says beside its report to the report.
     *
     * @param checks receives REPORT_DATA, REPORT_DATA_PAYLOAD, HOST_DATA and MR_CONFIG
     * @throws CheckFailedException if one of them fails
     */
    public static BoundMrConfig bind(Platform.Snp platform, Stack stack, VerifiedReport report, CheckList checks)
            throws CheckFailedException {
        checks.require(StackRules.reportData(report.report().reportData(), stack, "report"));
        checks.require(StackRules.payloadIsCommitted(stack));
        String document = platform.mrConfig();
        checks.require(Check.equal(
                HOST_DATA,
                report.report().hostData().toHex(),
                MrConfig.hash(document).toHex(),
                "the report's HOST_DATA is the hash of mr_config",
                "the report's HOST_DATA is not the hash of mr_config"));
        try {
            MrConfig config = MrConfig.read(document);
            checks.record(Check.passed(MR_CONFIG, "mr_config can be read"));
            return new BoundMrConfig(document, config, report);
        } catch (MalformedEvidenceException e) {
            throw checks.failure(MR_CONFIG, e.inWords());
        }
    }

    /** The exact text. */
    public String document() {
        return document;
    }

    public MrConfig config() {
        return config;
    }

    public VerifiedReport report() {
        return report;
    }

    /** Why what the document says can be believed. */
    public Proof.CommittedBy proof() {
        return new Proof.CommittedBy(ClaimName.HOST_DATA, report.proof());
    }
}

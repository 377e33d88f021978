package dev.teeproof.verifier;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Platform;
import dev.teeproof.dstack.Stack;
import dev.teeproof.image.ChecksumFile;
import dev.teeproof.image.CommittedMeasurement;
import dev.teeproof.image.SnpMeasurement;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.CheckFailedException;
import dev.teeproof.result.CheckList;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** A real SNP guest that runs dstack, with its certificates, and changes to what is sent of it. */
final class RealSnp {

    static final String WITH_CERTIFICATES = "dstack/sev-snp-attestation.json";

    /** The same report in an attestation without certificates, whose configuration is of an old form. */
    static final String WITHOUT_CERTIFICATES = "dstack/sev_snp_attestation.bin";

    static final Instant AT = Instant.parse("2026-07-01T00:00:00Z");

    private static final String LAUNCH = "sev_snp_measurement";

    private RealSnp() {}

    static Bytes file(String name) {
        return Bytes.copyOf(Conformance.bytes(name));
    }

    static Attestation attestation() throws MalformedEvidenceException {
        return switch (Evidence.read(file(WITH_CERTIFICATES))) {
            case Evidence.DstackSnp snp -> snp.attestation();
            case Evidence other -> throw new AssertionError("no SNP guest: " + other);
        };
    }

    static Platform.Snp platform() throws MalformedEvidenceException {
        return switch (attestation().platform()) {
            case Platform.Snp snp -> snp;
            case Platform.Tdx tdx -> throw new AssertionError("no SNP guest");
        };
    }

    /** Over the wire and back, so that what is verified is what can be sent; without any source. */
    static AttestationResult verify(Attestation attestation) throws MalformedEvidenceException {
        return verify(attestation, AppraisalPolicy.STRICT.accepting("OutOfDate"));
    }

    static AttestationResult verify(Attestation attestation, AppraisalPolicy policy) throws MalformedEvidenceException {
        return Verifier.builder().policy(policy).build().verify(Evidence.read(attestation.encode()), AT);
    }

    static Attestation withReport(Bytes report) throws MalformedEvidenceException {
        Platform.Snp real = platform();
        return new Attestation(
                new Platform.Snp(report, real.certChain(), real.mrConfig()),
                attestation().stack());
    }

    static Attestation withChain(Bytes... chain) throws MalformedEvidenceException {
        Platform.Snp real = platform();
        return new Attestation(
                new Platform.Snp(real.report(), List.of(chain), real.mrConfig()),
                attestation().stack());
    }

    static Attestation withMrConfig(String document) throws MalformedEvidenceException {
        Platform.Snp real = platform();
        return new Attestation(
                new Platform.Snp(real.report(), real.certChain(), document),
                attestation().stack());
    }

    static Attestation withReportData(Bytes reportData) throws MalformedEvidenceException {
        Stack stack = attestation().stack();
        return new Attestation(
                platform(), new Stack(reportData, stack.runtimeEvents(), stack.config(), stack.reportDataPayload()));
    }

    static Attestation withConfig(String config) throws MalformedEvidenceException {
        return Real.withConfig(attestation(), config);
    }

    static JsonObject config() throws MalformedEvidenceException {
        return Json.readObject(Bytes.utf8(attestation().stack().config()), "config");
    }

    static JsonObject launch() throws MalformedEvidenceException {
        return Json.readObject(Bytes.utf8(config().string(LAUNCH)), LAUNCH);
    }

    /** @param json the new value of a member of the configuration; empty for none */
    static Attestation withMember(String member, String json) throws MalformedEvidenceException {
        return withConfig(Config.with(config(), member, json));
    }

    /** @param json the new value of a member of {@code sev_snp_measurement}; empty for none */
    static Attestation withLaunch(String member, String json) throws MalformedEvidenceException {
        return withMember(LAUNCH, quoted(Config.with(launch(), member, json)));
    }

    /** With another {@code sha256sum.txt}, and the image's hash that follows from it. */
    static Attestation withChecksums(String text) throws MalformedEvidenceException {
        Bytes checksums = Bytes.utf8(text);
        String launch = Config.with(launch(), "checksum_file", quoted(Base64Text.encode(checksums)));
        return committing(launch, checksums);
    }

    /** With another measurement document, and all hashes that follow from it: what whoever builds an image can do. */
    static Attestation withDocument(Bytes document) throws MalformedEvidenceException {
        Bytes checksums = Bytes.utf8(Digest.SHA_256.of(document) + "  " + SnpMeasurement.FILE_NAME + "\n");
        JsonObject measured = Json.readObject(
                Bytes.utf8(Config.with(launch(), "measurement", quoted(Base64Text.encode(document)))), LAUNCH);
        return committing(Config.with(measured, "checksum_file", quoted(Base64Text.encode(checksums))), checksums);
    }

    static Attestation withDocument(UnaryOperator<SnpMeasurement> change)
            throws MalformedEvidenceException, CheckFailedException {
        return withDocument(change.apply(document()).toCbor());
    }

    private static Attestation committing(String launch, Bytes checksums) throws MalformedEvidenceException {
        JsonObject config = Json.readObject(Bytes.utf8(Config.with(config(), LAUNCH, quoted(launch))), "config");
        return withConfig(Config.with(
                config, "os_image_hash", quoted(Digest.SHA_256.of(checksums).toHex())));
    }

    static SnpMeasurement document() throws MalformedEvidenceException, CheckFailedException {
        return CommittedMeasurement.ofSnp(
                        config().hex("os_image_hash"),
                        new ChecksumFile(launch().base64("checksum_file")),
                        launch().base64("measurement"),
                        new CheckList(List.of()))
                .measurement();
    }

    static String quoted(String text) {
        return Json.write(new JsonString(text));
    }
}

package dev.teeproof.eventlog.ima;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.HashAlgorithm;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Templates by name.
 *
 * @see "Linux kernel, Documentation/security/IMA-templates.rst"
 */
final class ImaTemplate {

    /** The only template whose digest has no size before it, and whose data are not hashed as they stand. */
    static final String LEGACY = "ima";

    /** Of the digest in {@link #LEGACY}: SHA-1's, or MD5's with zeros behind. */
    static final int LEGACY_DIGEST = 20;

    private static final Map<String, List<String>> FIELDS = Map.of(
            LEGACY,
            List.of("d", "n"),
            "ima-ng",
            List.of("d-ng", "n-ng"),
            "ima-sig",
            List.of("d-ng", "n-ng", "sig"),
            "ima-ngv2",
            List.of("d-ngv2", "n-ng"),
            "ima-sigv2",
            List.of("d-ngv2", "n-ng", "sig"),
            "ima-buf",
            List.of("d-ng", "n-ng", "buf"),
            "ima-modsig",
            List.of("d-ng", "n-ng", "sig", "d-modsig", "modsig"),
            "evm-sig",
            List.of("d-ng", "n-ng", "evmsig", "xattrnames", "xattrlengths", "xattrvalues", "iuid", "igid", "imode"));

    private ImaTemplate() {}

    /** The fields of the template; a machine's own template is named by them, with bars between. */
    static Optional<List<String>> fields(String name) {
        if (name.indexOf('|') >= 0) {
            return Optional.of(Arrays.asList(name.split("\\|", -1)));
        }
        return Optional.ofNullable(FIELDS.get(name));
    }

    /** Whether these are 20 bytes, a size, and as many bytes as it says. */
    static boolean isLegacyData(Bytes data) {
        ByteReader in = ByteReader.of(data, "template_data");
        try {
            in.take("d", LEGACY_DIGEST);
            in.take("n", in.u32le("n"));
            in.end();
            return true;
        } catch (MalformedEvidenceException e) {
            return false;
        }
    }

    /** The algorithm with the name that Linux has for it: {@code sha256}, {@code sha3-256}, {@code sm3}. */
    static Optional<HashAlgorithm> algorithm(String kernelName) {
        return HashAlgorithm.named(kernelName.replace('-', '_'));
    }
}

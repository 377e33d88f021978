package dev.teeproof.eventlog.ima;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.ima.ImaField.FileDigest;
import dev.teeproof.eventlog.ima.ImaField.FileName;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a template's data: those that its name says, or for a name that is not known as many as there are. They are
 * measured if the template hash is that of the data, and the register replays with it.
 *
 * @param fields in the template's order
 */
public record ImaTemplateFields(List<ImaField> fields) {

    public ImaTemplateFields {
        fields = List.copyOf(fields);
    }

    /**
     * Reads the fields.
     *
     * @throws MalformedEvidenceException if the data are not the fields of the template, or more than
     *     {@link LogLimits#templateFields}
     */
    public static ImaTemplateFields of(Content.ImaTemplate template, LogLimits limits)
            throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(template.data(), "template_data");
        boolean legacy = template.name().equals(ImaTemplate.LEGACY);
        Optional<List<String>> ids = ImaTemplate.fields(template.name());
        List<ImaField> fields = new ArrayList<>();
        while (ids.isPresent() ? fields.size() < ids.get().size() : in.remaining() > 0) {
            if (fields.size() == limits.templateFields()) {
                throw in.fault(LogMalformation.LIMIT, "", "at most " + limits.templateFields() + " fields");
            }
            String id = ids.isPresent() ? ids.get().get(fields.size()) : "";
            String name = id.isEmpty() ? "field" : id;
            Bytes value =
                    legacy && id.equals("d") ? in.take(name, ImaTemplate.LEGACY_DIGEST) : in.take(name, in.u32le(name));
            fields.add(field(in, id, value));
        }
        in.end();
        return new ImaTemplateFields(fields);
    }

    private static ImaField field(ByteReader in, String id, Bytes value) throws MalformedEvidenceException {
        int at = in.position() - value.size();
        return switch (id) {
            case "d" -> new FileDigest(id, Optional.empty(), Optional.empty(), value);
            case "d-ng", "d-ngv2" -> digest(in, id, value, at);
            case "d-modsig" -> value.isEmpty() ? new ImaField.Raw(id, value) : digest(in, id, value, at);
            case "n", "n-ng" -> {
                boolean ended = !value.isEmpty() && value.at(value.size() - 1) == 0;
                yield new FileName(id, ended ? value.slice(0, value.size() - 1) : value);
            }
            case "iuid", "igid", "imode" -> {
                if (value.isEmpty() || value.size() > 7) {
                    throw in.fault(Malformation.BAD_LENGTH, id, at, "a number of 1 to 7 bytes");
                }
                long number = 0;
                for (int i = value.size() - 1; i >= 0; i--) {
                    number = number << 8 | value.at(i);
                }
                yield new ImaField.Unsigned(id, number);
            }
            default -> new ImaField.Raw(id, value);
        };
    }

    /** {@code sha256:} NUL digest, for {@code d-ngv2} with the kind and a colon before. */
    private static FileDigest digest(ByteReader in, String id, Bytes value, int at) throws MalformedEvidenceException {
        int nul = 0;
        while (nul < value.size() && value.at(nul) != 0) {
            nul++;
        }
        int colon = nul - 1;
        if (nul == value.size() || colon < 1 || value.at(colon) != ':') {
            throw in.fault(Malformation.BAD_VALUE, id, at, "an algorithm, a colon and a NUL before the digest");
        }
        String prefix = value.slice(0, colon).toUtf8(id);
        Bytes digest = value.slice(nul + 1, value.size());
        int between = prefix.indexOf(':');
        boolean hasKind = id.equals("d-ngv2");
        if (hasKind != between >= 0 || hasKind && (between == 0 || prefix.indexOf(':', between + 1) >= 0)) {
            throw in.fault(Malformation.BAD_VALUE, id, at, hasKind ? "kind:algorithm:" : "an algorithm without a kind");
        }
        String algorithm = prefix.substring(between + 1);
        if (!isOfLength(algorithm, digest.size())) {
            throw in.fault(LogMalformation.BAD_DIGEST, id, at + nul + 1, "a digest of " + algorithm);
        }
        return new FileDigest(
                id,
                hasKind ? Optional.of(prefix.substring(0, between)) : Optional.empty(),
                Optional.of(algorithm),
                digest);
    }

    /** Whether a digest of the algorithm can be this long. */
    static boolean isOfLength(String algorithm, int size) {
        return size > 0
                && ImaTemplate.algorithm(algorithm)
                        .flatMap(known -> known.digest())
                        .map(digest -> digest.size() == size)
                        .orElse(true);
    }

    /** The file's digest, if the template has one. */
    public Optional<FileDigest> digest() {
        return fields.stream()
                .filter(FileDigest.class::isInstance)
                .map(FileDigest.class::cast)
                .findFirst();
    }

    /** The file's path, if the template has one. */
    public Optional<Bytes> path() {
        return fields.stream()
                .filter(FileName.class::isInstance)
                .map(field -> ((FileName) field).path())
                .findFirst();
    }

    /** The file's signature, if the template has one and the file had. */
    public Optional<Bytes> signature() {
        return fields.stream()
                .filter(field -> field instanceof ImaField.Raw raw
                        && raw.id().equals("sig")
                        && !raw.value().isEmpty())
                .map(field -> ((ImaField.Raw) field).value())
                .findFirst();
    }
}

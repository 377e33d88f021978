package dev.teeproof.eventlog.ima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.ima.ImaField.FileDigest;
import dev.teeproof.eventlog.ima.ImaField.FileName;
import dev.teeproof.eventlog.ima.ImaField.Raw;
import dev.teeproof.eventlog.ima.ImaField.Unsigned;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogLimits;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImaTemplateFieldsTest {

    private static final Bytes HASH = Bytes.zeros(32);
    private static final Bytes NG = digest("sha256:");
    private static final Bytes NG_V2 = digest("verity:sha256:");
    private static final Bytes NAME = Bytes.utf8("/bin/a b\0");
    private static final FileDigest NG_FIELD = new FileDigest("d-ng", Optional.empty(), Optional.of("sha256"), HASH);
    private static final FileDigest V2_FIELD =
            new FileDigest("d-ngv2", Optional.of("verity"), Optional.of("sha256"), HASH);
    private static final FileName NAME_FIELD = new FileName("n-ng", Bytes.utf8("/bin/a b"));

    @Test
    void everyTemplateHasItsFields() throws MalformedEvidenceException {
        Bytes sig = Bytes.hex("030204");

        assertThat(read("ima-ng", NG, NAME)).containsExactly(NG_FIELD, NAME_FIELD);
        assertThat(read("ima-sig", NG, NAME, sig)).containsExactly(NG_FIELD, NAME_FIELD, new Raw("sig", sig));
        assertThat(read("ima-ngv2", NG_V2, NAME)).containsExactly(V2_FIELD, NAME_FIELD);
        assertThat(read("ima-sigv2", NG_V2, NAME, Bytes.empty()))
                .containsExactly(V2_FIELD, NAME_FIELD, new Raw("sig", Bytes.empty()));
        assertThat(read("ima-buf", NG, NAME, sig)).containsExactly(NG_FIELD, NAME_FIELD, new Raw("buf", sig));
        assertThat(read("ima-modsig", NG, NAME, Bytes.empty(), Bytes.empty(), Bytes.empty()))
                .containsExactly(
                        NG_FIELD,
                        NAME_FIELD,
                        new Raw("sig", Bytes.empty()),
                        new Raw("d-modsig", Bytes.empty()),
                        new Raw("modsig", Bytes.empty()));
        assertThat(read("ima-modsig", NG, NAME, sig, NG, sig))
                .element(3)
                .isEqualTo(new FileDigest("d-modsig", Optional.empty(), Optional.of("sha256"), HASH));
        Bytes id = Bytes.hex("e8030000");
        assertThat(read("evm-sig", NG, NAME, sig, sig, sig, sig, id, id, Bytes.hex("a481")))
                .hasSize(9)
                .endsWith(new Unsigned("iuid", 1000), new Unsigned("igid", 1000), new Unsigned("imode", 0x81a4));
    }

    @Test
    void aMachinesOwnTemplateIsNamedByItsFields() throws MalformedEvidenceException {
        assertThat(read("n-ng|d-ng|x", NAME, NG, HASH)).containsExactly(NAME_FIELD, NG_FIELD, new Raw("x", HASH));
    }

    @Test
    void aTemplateThatIsNotKnownHasFieldsAllTheSame() throws MalformedEvidenceException {
        assertThat(read("other", NG, Bytes.empty())).containsExactly(new Raw("", NG), new Raw("", Bytes.empty()));
    }

    @Test
    void theLegacyTemplateHasADigestWithoutSize() throws MalformedEvidenceException {
        Bytes data = Bytes.hex("da39a3ee5e6b4b0d3255bfef95601890afd80709" + "020000002f78");
        ImaTemplateFields fields = ImaTemplateFields.of(new Content.ImaTemplate("ima", data), LogLimits.DEFAULT);

        assertThat(fields.digest().orElseThrow().algorithm()).isEmpty();
        assertThat(fields.digest().orElseThrow().digest()).isEqualTo(data.slice(0, 20));
        assertThat(fields.path()).hasValue(Bytes.utf8("/x"));
        assertThat(fields.signature()).isEmpty();
    }

    @Test
    void whatIsAskedForMostIsFoundWhereverItStands() throws MalformedEvidenceException {
        ImaTemplateFields fields = ImaTemplateFields.of(template("ima-sigv2", NG_V2, NAME, HASH), LogLimits.DEFAULT);

        assertThat(fields.digest()).hasValue(V2_FIELD);
        assertThat(fields.digest().orElseThrow().hashAlgorithm()).hasValue(HashAlgorithm.SHA256);
        assertThat(fields.path()).hasValue(Bytes.utf8("/bin/a b"));
        assertThat(fields.signature()).hasValue(HASH);
        assertThat(new FileDigest("d-ng", Optional.empty(), Optional.of("sha3-384"), HASH).hashAlgorithm())
                .hasValue(HashAlgorithm.SHA3_384);
    }

    @ParameterizedTest(name = "{0} of {1}: {2} at {3}")
    @CsvSource({
        "ima-ng, 05000000, TRUNCATED, 4",
        "ima-ng, ffffffff, TRUNCATED, 4",
        "ima-ng, 0000, TRUNCATED, 0",
        "ima-ng, '', TRUNCATED, 0",
        "ima-ng, 0400000061623a00, BAD_DIGEST, 8",
        "ima-ng, 0100000061, BAD_VALUE, 4",
        "ima-ng, 02000000613a, BAD_VALUE, 4",
        "ima-ng, 020000003a00, BAD_VALUE, 4",
        "ima-ng, 0600000061003a000101, BAD_VALUE, 4",
        "ima-ng, 06000000613a623a0001, BAD_VALUE, 4",
        "ima-ng, 07000000736861313a0001, BAD_DIGEST, 10",
        "ima-ngv2, 04000000613a0001, BAD_VALUE, 4",
        "ima-ngv2, 050000003a613a0001, BAD_VALUE, 4",
        "ima-ngv2, 08000000613a623a633a0001, BAD_VALUE, 4",
        "ima-ng, 04000000613a000100000000ff, TRAILING_BYTES, 12",
        "ima, 0000, TRUNCATED, 0",
        "iuid|iuid, 00000000, BAD_LENGTH, 4",
        "iuid|iuid, 080000000000000000000000, BAD_LENGTH, 4",
        "other, 00, TRUNCATED, 0"
    })
    void dataThatAreNotTheTemplatesAreRefused(String name, String hex, String code, int offset) {
        MalformedEvidenceException refusal = refusal(new Content.ImaTemplate(name, Bytes.hex(hex)));

        assertThat(refusal.code().name()).isEqualTo(code);
        assertThat(refusal.offset()).isEqualTo(offset);
        assertThat(refusal.path()).startsWith("template_data");
    }

    @Test
    void fieldsAreLimited() {
        assertThat(refusal(new Content.ImaTemplate("other", Bytes.zeros(4 * 17)))
                        .code()
                        .name())
                .isEqualTo("LIMIT");
        assertThat(refusal(new Content.ImaTemplate("x|".repeat(16), Bytes.zeros(4 * 17)))
                        .code()
                        .name())
                .isEqualTo("LIMIT");
    }

    private static Bytes digest(String prefix) {
        return Bytes.concat(Bytes.utf8(prefix + "\0"), HASH);
    }

    private static List<ImaField> read(String name, Bytes... fields) throws MalformedEvidenceException {
        return ImaTemplateFields.of(template(name, fields), LogLimits.DEFAULT).fields();
    }

    private static Content.ImaTemplate template(String name, Bytes... fields) {
        ByteWriter data = new ByteWriter();
        for (Bytes field : fields) {
            data.u32le(field.size()).bytes(field);
        }
        return new Content.ImaTemplate(name, data.toBytes());
    }

    private static MalformedEvidenceException refusal(Content.ImaTemplate template) {
        Throwable thrown = catchThrowable(() -> ImaTemplateFields.of(template, LogLimits.DEFAULT));
        assertThat(thrown).isInstanceOf(MalformedEvidenceException.class);
        return (MalformedEvidenceException) thrown;
    }
}

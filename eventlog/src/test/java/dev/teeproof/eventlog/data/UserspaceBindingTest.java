package dev.teeproof.eventlog.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.data.Binding.Kind;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs that the kernel and userspace write. */
class UserspaceBindingTest {

    private static final Bytes IMA_NG =
            Bytes.hex("280000007368613235363a00e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b93"
                    + "4ca495991b7852b8550f000000626f6f745f61676772656761746500");
    private static final Bytes SHA1 = Bytes.hex("8337fb6f795e193a07c9d0bb44cccba14ae54cb5");

    @ParameterizedTest
    @CsvSource({
        "enter-initrd,51e6b92f405d1f98d96e3de343d61d420ad6923b25de21d766f9298192f14fed",
        "leave-initrd,3be261aff7db92bf507eae947f4003ffa2bcad0bffe3524601d62d0bc8be7135",
        "sysinit,730bb5a583ba880c277e656d2dc8aba1a314a11b14d25b05153d2bab82567a48",
        "ready,b24d6d33736ecd5604a4b17bc9c6481039fac362bb7df044ef1c10a2bfd21db6",
        "shutdown,08434ba9cdf55a02284e2913400586cd289878e0f055f7bb0b07ce392caeb989",
        "final,2443630b4620165c8b173e7265e17526fe2787ae594364dd6d839ad58f2fc007"
    })
    void phaseOfSystemdIsCoveredByItsString(String phase, String digest) {
        EventDigest stated = new EventDigest(HashAlgorithm.SHA256, Bytes.hex(digest));

        assertThat(systemd("{\"string\":\"" + phase + "\",\"eventType\":\"phase\"}", stated))
                .isEqualTo(Kind.BOUND);
        assertThat(systemd("{\"string\":\"other\",\"eventType\":\"phase\"}", stated))
                .isEqualTo(Kind.MISMATCH);
    }

    @Test
    void keysOfSystemdAreNotInTheLog() {
        EventDigest keyed = new EventDigest(HashAlgorithm.SHA256, Bytes.zeros(32));

        assertThat(systemd("{\"string\":\"cryptsetup:a:b\",\"eventType\":\"volume-key\"}", keyed))
                .isEqualTo(Kind.OPAQUE);
        assertThat(systemd("{\"string\":\"a\",\"eventType\":\"keyslot\"}", keyed))
                .isEqualTo(Kind.OPAQUE);
        assertThat(systemd("{\"string\":\"a\"}", keyed)).isEqualTo(Kind.OPAQUE);
        assertThat(systemd("{\"eventType\":\"phase\"}", keyed)).isEqualTo(Kind.OPAQUE);
        assertThat(systemd("{\"string\":1}", keyed)).isEqualTo(Kind.OPAQUE);
        assertThat(systemd("{", keyed)).isEqualTo(Kind.OPAQUE);
    }

    @Test
    void fileOfImaIsCoveredByTheTemplateHashOfEitherBank() {
        Content file = new Content.ImaTemplate("ima-ng", IMA_NG);

        assertThat(kind(file, new EventDigest(HashAlgorithm.SHA1, SHA1))).isEqualTo(Kind.BOUND);
        assertThat(kind(
                        file,
                        new EventDigest(
                                HashAlgorithm.SHA256,
                                Bytes.hex("cecba18faf51b71d13113250f85052f1d85abe8ff77efa3c7ccb86dca18f4897"))))
                .isEqualTo(Kind.BOUND);
        assertThat(Binding.of(record(file, new EventDigest(HashAlgorithm.SHA256, Bytes.concat(SHA1, Bytes.zeros(12))))))
                .isEqualTo(new Binding(Kind.BOUND, "the template data, by SHA-1 and padded with zeros"));
        assertThat(kind(file, new EventDigest(HashAlgorithm.SHA1, Bytes.concat(Bytes.of(1), Bytes.zeros(19)))))
                .isEqualTo(Kind.MISMATCH);
    }

    @Test
    void oldestTemplateOfImaHashesTheNameInItsField() {
        Bytes data = new ByteWriter()
                .bytes(Digest.SHA_1.of(Bytes.empty()))
                .u32le(14)
                .bytes(Bytes.utf8("boot_aggregate"))
                .toBytes();
        EventDigest stated = new EventDigest(HashAlgorithm.SHA1, Bytes.hex("8f61835fbbc7e81a1f9d9d6597fb2f4c5b1955fd"));

        assertThat(kind(new Content.ImaTemplate("ima", data), stated)).isEqualTo(Kind.BOUND);
        assertThat(kind(new Content.ImaTemplate("ima", Bytes.zeros(23)), stated))
                .isEqualTo(Kind.OPAQUE);
        assertThat(kind(new Content.ImaTemplate("ima", Bytes.zeros(281)), stated))
                .isEqualTo(Kind.OPAQUE);
    }

    @Test
    void violationOfImaHasNoDigestOfItsOwn() {
        Binding violation = Binding.of(record(
                new Content.ImaTemplate("ima-ng", IMA_NG), new EventDigest(HashAlgorithm.SHA1, Bytes.zeros(20))));

        assertThat(violation.kind()).isEqualTo(Kind.OPAQUE);
        assertThat(violation.rule()).startsWith("a violation");
    }

    /** Eighteen records: TLVs 0 (number), 0x6C (register), 3 (digests) and 80 (content). */
    @Test
    void eventsOfConfidentialSpaceAreCovered() throws Exception {
        String text = Conformance.text("eventlog/cos-cel.b64").replaceAll("\\s", "");
        ByteReader in = ByteReader.of(Base64Text.decode(text, "log"), "log");
        Bindings bindings = new Bindings();
        int events = 0;
        while (in.remaining() > 0) {
            in.take("number", 13);
            in.take("register", 6);
            in.take("digests", 10);
            Bytes digest = in.take("digest", 48);
            in.take("content", 5);
            int type = in.u8("type");
            Bytes value = in.take("value", in.bigEndian("length", 4));
            LogRecord event = new LogRecord(
                    events,
                    new CcMr(4),
                    List.of(new EventDigest(HashAlgorithm.SHA384, digest)),
                    new Content.Cos(type, value));
            assertThat(bindings.of(event).kind()).isEqualTo(Kind.BOUND);
            events++;
        }

        assertThat(events).isEqualTo(18);
    }

    private static Kind systemd(String json, EventDigest digest) {
        return kind(new Content.Systemd(json), digest);
    }

    private static Kind kind(Content content, EventDigest digest) {
        return Binding.of(record(content, digest)).kind();
    }

    private static LogRecord record(Content content, EventDigest digest) {
        return new LogRecord(0, new Pcr(10), List.of(digest), content);
    }
}

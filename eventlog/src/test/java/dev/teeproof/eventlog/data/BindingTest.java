package dev.teeproof.eventlog.data;

import static dev.teeproof.eventlog.model.EventType.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.data.Binding.Kind;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.Content.Management;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindingTest {

    private static final HashAlgorithm NOBODY_COMPUTES = new HashAlgorithm(0x7777);
    private static final PcClient SEPARATOR = new PcClient(EV_SEPARATOR, Bytes.zeros(4));

    static LogRecord sha256(Content content, Bytes hashed) {
        return record(content, new EventDigest(HashAlgorithm.SHA256, Digest.SHA_256.of(hashed)));
    }

    private static LogRecord record(Content content, EventDigest... digests) {
        return new LogRecord(0, new CcMr(1), List.of(digests), content);
    }

    private static Kind kind(LogRecord event) {
        return Binding.of(event).kind();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                EV_SEPARATOR,
                EV_ACTION,
                EV_S_CRTM_VERSION,
                EV_COMPACT_HASH,
                EV_NONHOST_INFO,
                EV_OMIT_BOOT_DEVICE_EVENTS,
                EV_EFI_VARIABLE_DRIVER_CONFIG,
                EV_EFI_VARIABLE_BOOT,
                EV_EFI_GPT_EVENT,
                EV_EFI_ACTION,
                EV_EFI_VARIABLE_BOOT2,
                EV_EFI_GPT_EVENT2,
                EV_EFI_HCRTM_EVENT,
                EV_EFI_VARIABLE_AUTHORITY
            })
    void dataOfTheseTypesIsCovered(long type) {
        PcClient event = new PcClient(type, Bytes.utf8("data"));

        assertThat(kind(sha256(event, event.data()))).isEqualTo(Kind.BOUND);
        assertThat(kind(sha256(event, Bytes.utf8("datb")))).isEqualTo(Kind.MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                EV_POST_CODE,
                EV_EVENT_TAG,
                EV_PLATFORM_CONFIG_FLAGS,
                EV_IPL,
                EV_EFI_BOOT_SERVICES_APPLICATION,
                EV_EFI_PLATFORM_FIRMWARE_BLOB2,
                EV_EFI_HANDOFF_TABLES2,
                EV_EFI_SPDM_FIRMWARE_BLOB,
                0x1234
            })
    void dataOfOtherTypesIsALabel(long type) {
        PcClient event = new PcClient(type, Bytes.utf8("data"));

        assertThat(kind(sha256(event, Bytes.utf8("something else")))).isEqualTo(Kind.OPAQUE);
        assertThat(kind(sha256(event, event.data()))).isEqualTo(Kind.BOUND);
    }

    @Test
    void everyDigestMustAgree() {
        EventDigest right = new EventDigest(HashAlgorithm.SHA256, Digest.SHA_256.of(Bytes.zeros(4)));
        EventDigest also = new EventDigest(HashAlgorithm.SHA384, Digest.SHA_384.of(Bytes.zeros(4)));
        EventDigest wrong = new EventDigest(HashAlgorithm.SHA384, Bytes.zeros(48));

        assertThat(kind(record(SEPARATOR, right, also))).isEqualTo(Kind.BOUND);
        assertThat(kind(record(SEPARATOR, right, wrong))).isEqualTo(Kind.MISMATCH);
        assertThat(kind(record(SEPARATOR, wrong, right))).isEqualTo(Kind.MISMATCH);
        assertThat(kind(record(SEPARATOR))).isEqualTo(Kind.OPAQUE);
    }

    @Test
    void algorithmThatNobodyComputesIsNoMismatch() {
        EventDigest unknown = new EventDigest(NOBODY_COMPUTES, Bytes.zeros(32));
        EventDigest right = new EventDigest(HashAlgorithm.SHA256, Digest.SHA_256.of(Bytes.zeros(4)));
        EventDigest wrong = new EventDigest(HashAlgorithm.SHA384, Bytes.zeros(48));

        assertThat(kind(record(SEPARATOR, unknown))).isEqualTo(Kind.NOT_COMPUTABLE);
        assertThat(kind(record(SEPARATOR, unknown, right))).isEqualTo(Kind.NOT_COMPUTABLE);
        assertThat(kind(record(SEPARATOR, unknown, wrong))).isEqualTo(Kind.MISMATCH);
        assertThat(kind(record(new PcClient(EV_POST_CODE, Bytes.of(1)), unknown)))
                .isEqualTo(Kind.OPAQUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grub_cmd: a b\0|a b",
                "grub_cmd a b\0|a b\0",
                "grub_cmd a b\0x|a b\0",
                "grub_kernel_cmdline a b\0x|a b",
                "kernel_cmdline: a b\0|a b",
                "module_cmdline: a b\0|a b",
                "grub_cmd: a b\0|a b\0",
                "grub_cmd: a b|a b"
            })
    void commandIsCoveredWithOrWithoutItsNul(String data, String hashed) {
        PcClient event = new PcClient(EV_IPL, Bytes.utf8(data.replace("\\0", "\0")));

        assertThat(kind(sha256(event, Bytes.utf8(hashed.replace("\\0", "\0"))))).isEqualTo(Kind.BOUND);
        assertThat(kind(sha256(event, Bytes.utf8("a c")))).isEqualTo(Kind.MISMATCH);
    }

    @Test
    void agentsEntryIsCoveredWithTagAndSize() {
        Bytes data = EventSamples.aael("domain operation content");
        LogRecord event = record(
                new PcClient(EV_EVENT_TAG, data),
                new EventDigest(
                        HashAlgorithm.SHA256,
                        Bytes.hex("46df8dacf00a07d34a83cdf56d7978697790787cf2ba1432ef7c38f22cd96351")),
                new EventDigest(
                        HashAlgorithm.SHA384,
                        Bytes.hex("dad5f0e226318ffa9839b75a472c6aa7fdb5834949d0a0a22990cf04d5692440"
                                + "fb00f3aa0609db7e49cd8d793f670d02")));

        assertThat(kind(event)).isEqualTo(Kind.BOUND);
        assertThat(kind(event.with(new PcClient(EV_EVENT_TAG, EventSamples.aael("domain operation kontent")))))
                .isEqualTo(Kind.MISMATCH);
        assertThat(kind(sha256(event.content(), Bytes.utf8("domain operation content"))))
                .isEqualTo(Kind.MISMATCH);
    }

    @Test
    void confidentialSpaceEventIsCoveredWithItsWholeTlv() {
        Content.Cos event = new Content.Cos(4, Bytes.utf8("--port"));
        Bytes tlv = new ByteWriter()
                .u8(80)
                .bigEndian(11, 4)
                .u8(4)
                .bigEndian(6, 4)
                .bytes(event.value())
                .toBytes();

        assertThat(kind(sha256(event, tlv))).isEqualTo(Kind.BOUND);
        assertThat(kind(sha256(event, tlv.slice(5, tlv.size())))).isEqualTo(Kind.MISMATCH);
    }

    @Test
    void eventsAboutTheLogAreNotMeasuredAndTimesMayBe() {
        Bytes time = Bytes.hex("0400000006" + "50" + "00000001" + "07");

        assertThat(kind(record(new Management.FirmwareEnd()))).isEqualTo(Kind.NOT_MEASURED);
        assertThat(kind(record(new Management.CelVersion(0, 1)))).isEqualTo(Kind.NOT_MEASURED);
        assertThat(kind(record(new PcClient(EV_NO_ACTION, Bytes.empty())))).isEqualTo(Kind.NOT_MEASURED);
        assertThat(kind(sha256(new Management.CelTimestamp(7), time))).isEqualTo(Kind.BOUND);
        assertThat(kind(sha256(new Management.CelTimestamp(8), time))).isEqualTo(Kind.OPAQUE);
    }

    @Test
    void lineIsCoveredAsItStands() {
        Content.NelrLine line = new Content.NelrLine(Bytes.utf8("example.org Do \r"));

        assertThat(kind(sha256(line, line.line()))).isEqualTo(Kind.BOUND);
        assertThat(kind(sha256(line, Bytes.utf8("example.org Do")))).isEqualTo(Kind.MISMATCH);
    }

    @Test
    void runtimeEventIsCoveredByItsPreimage() {
        Bytes digest = Bytes.hex("f9974020ef507068183313d0ca808e0d1ca9b2d1ad0c61f5784e7157c362c065"
                + "36f5ddacdad4451693f48fcc72fff624");
        Content.Dstack event = runtime("system-preparing", Optional.empty());

        assertThat(kind(record(event, new EventDigest(HashAlgorithm.SHA384, digest))))
                .isEqualTo(Kind.BOUND);
        assertThat(kind(record(event, new EventDigest(HashAlgorithm.SHA384, Bytes.zeros(48)))))
                .isEqualTo(Kind.MISMATCH);
        assertThat(kind(record(event))).isEqualTo(Kind.BOUND);
        assertThat(kind(record(runtime("system-preparing", Optional.of("00"))))).isEqualTo(Kind.MISMATCH);
    }

    @Test
    void nameWithAColonIsSaidToBeAmbiguous() {
        Content.Dstack event = runtime("a:b", Optional.empty());
        Bytes preimage = event.toRuntime().preimage();

        assertThat(Binding.of(sha256(event, preimage)).rule()).contains("colon");
    }

    @Test
    void bootEventWithoutItsDataIsALabel() {
        Content.Dstack stripped =
                new Content.Dstack(EV_SEPARATOR, "", Bytes.empty(), EventLogVersion.V1, Optional.empty());
        Content.Dstack whole =
                new Content.Dstack(EV_SEPARATOR, "", Bytes.zeros(4), EventLogVersion.V1, Optional.empty());

        assertThat(kind(sha256(stripped, Bytes.zeros(4)))).isEqualTo(Kind.OPAQUE);
        assertThat(kind(sha256(whole, Bytes.zeros(4)))).isEqualTo(Kind.BOUND);
    }

    @Test
    void contentOfAnUnknownTypeIsALabel() {
        assertThat(kind(sha256(new Content.Opaque(99, Bytes.of(1)), Bytes.of(2))))
                .isEqualTo(Kind.OPAQUE);
    }

    private static Content.Dstack runtime(String name, Optional<String> preimage) {
        return new Content.Dstack(0x0800_0001L, name, Bytes.empty(), EventLogVersion.V1, preimage);
    }
}

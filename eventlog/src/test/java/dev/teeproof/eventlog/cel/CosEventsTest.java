package dev.teeproof.eventlog.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.cel.CosEvents.AfterSeparator;
import dev.teeproof.eventlog.cel.CosEvents.EnvVar;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.CosType;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CosEventsTest {

    private static final String SHA = "sha256:" + "0f".repeat(32);

    @Test
    void whatIsInTheImageAndWhatIsAddedStandApart() throws MalformedEvidenceException {
        CosEvents events = read(
                event(CosType.IMAGE_REF, "docker.io/x"),
                event(CosType.ARG, "a"),
                event(CosType.ARG, ""),
                event(CosType.ENV_VAR, "A=1=2"),
                event(CosType.OVERRIDE_ENV, "_b9="),
                event(CosType.OVERRIDE_ARG, "o"),
                event(CosType.MEMORY_MONITOR, "\u0001"),
                event(CosType.GPU_CC_MODE, "ON"),
                event(CosType.GPU_DEVICE_ATTESTATION_BINDING, "xyz"),
                event(CosType.LAUNCH_SEPARATOR, ""));

        assertThat(events.imageRef()).hasValue("docker.io/x");
        assertThat(events.imageDigest()).isEmpty();
        assertThat(events.args()).containsExactly("a", "");
        assertThat(events.env()).containsExactly(new EnvVar("A", "1=2"));
        assertThat(events.overrideArgs()).containsExactly("o");
        assertThat(events.overrideEnv()).containsExactly(new EnvVar("_b9", ""));
        assertThat(events.memoryMonitor()).hasValue(true);
        assertThat(events.gpuCcMode()).hasValue("ON");
        assertThat(events.gpuDeviceAttestationBinding()).hasValue(Bytes.utf8("xyz"));
        assertThat(events.launch()).hasValue("");
        assertThat(read(event(CosType.LAUNCH_SEPARATOR, "no image")).launch()).hasValue("no image");
        assertThat(read().launch()).isEmpty();
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "IMAGE_DIGEST, sha256:00",
        "IMAGE_ID, 00",
        "RESTART_POLICY, never",
        "MEMORY_MONITOR, 2",
        "MEMORY_MONITOR, ''",
        "ENV_VAR, A",
        "ENV_VAR, =x",
        "ENV_VAR, 9A=x",
        "OVERRIDE_ENV, a-b=x"
    })
    void aValueThatItsTypeDoesNotAllowIsRefused(CosType type, String value) {
        assertThat(code(event(type, value))).isEqualTo(Malformation.BAD_VALUE);
    }

    @ParameterizedTest
    @EnumSource(names = {"IMAGE_REF", "IMAGE_DIGEST", "IMAGE_ID", "RESTART_POLICY", "MEMORY_MONITOR", "GPU_CC_MODE"})
    void whatMayStandOnceIsRefusedTwice(CosType type) {
        String value = switch (type) {
            case RESTART_POLICY -> "Never";
            case MEMORY_MONITOR -> "\u0000";
            default -> SHA;
        };

        assertThat(code(event(type, value), event(type, value))).isEqualTo(Malformation.DUPLICATE);
    }

    @Test
    void behindTheSeparatorStandsWhatThePolicyAllows() throws MalformedEvidenceException {
        List<LogRecord> monitoring = numbered(event(CosType.LAUNCH_SEPARATOR, ""), event(CosType.GPU_CC_MODE, "ON"));
        List<LogRecord> late = numbered(event(CosType.LAUNCH_SEPARATOR, ""), event(CosType.ARG, "x"));
        List<LogRecord> second = numbered(event(CosType.LAUNCH_SEPARATOR, ""), event(CosType.LAUNCH_SEPARATOR, ""));

        assertThat(read(monitoring, AfterSeparator.MONITORING).gpuCcMode()).hasValue("ON");
        assertThat(code(monitoring, AfterSeparator.NOTHING)).isEqualTo(Malformation.TRAILING_BYTES);
        assertThat(code(late, AfterSeparator.MONITORING)).isEqualTo(Malformation.TRAILING_BYTES);
        assertThat(code(second, AfterSeparator.MONITORING)).isEqualTo(Malformation.TRAILING_BYTES);
    }

    @Test
    void anEventTypeThatIsNotKnownIsRefused() {
        assertThat(code(event(12, Bytes.empty()))).isEqualTo(Malformation.BAD_VALUE);
        assertThat(code(event(4, Bytes.hex("ff")))).isEqualTo(Malformation.NOT_TEXT);
    }

    @Test
    void everyRecordIsOfTheRegisterAndOfConfidentialSpace() throws MalformedEvidenceException {
        LogRecord arg = event(CosType.ARG, "x");
        Content other = new Content.PcClient(EventType.EV_IPL, Bytes.empty());

        assertThat(code(arg, arg.in(new CcMr(3)))).isEqualTo(LogMalformation.BAD_REGISTER);
        assertThat(code(arg.in(new Pcr(4)))).isEqualTo(LogMalformation.BAD_REGISTER);
        assertThat(read(arg.in(new Rtmr(3))).args()).containsExactly("x");
        assertThat(code(arg, arg.with(other))).isEqualTo(Malformation.BAD_VALUE);
        MalformedEvidenceException refusal = refusal(List.of(arg, arg.with(other)), AfterSeparator.NOTHING);
        assertThat(refusal.path()).isEqualTo("cos[1].content_type");
        assertThat(refusal.offset()).isEqualTo(1);
    }

    @Test
    void theDigestIsOfTheContentAndItsHeader() {
        LogRecord arg = event(CosType.ARG, "x");
        Bytes ofInner = Digest.SHA_384.of(Bytes.hex("040000000178"));
        LogRecord wrong =
                new LogRecord(0, new CcMr(4), List.of(new EventDigest(HashAlgorithm.SHA384, ofInner)), arg.content());
        LogRecord without = new LogRecord(
                0, new CcMr(4), List.of(new EventDigest(HashAlgorithm.SHA256, Bytes.zeros(32))), arg.content());

        assertThat(code(wrong)).isEqualTo(LogMalformation.DIGEST_MISMATCH);
        assertThat(code(without)).isEqualTo(Malformation.MISSING);
        Throwable thrown = catchThrowable(
                () -> CosEvents.of(List.of(arg), new CcMr(4), new HashAlgorithm(0x1234), AfterSeparator.NOTHING));
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        MalformedEvidenceException.class,
                        e -> assertThat(e.code()).isEqualTo(Malformation.UNSUPPORTED));
    }

    private static LogRecord event(CosType type, String value) {
        return event(type.number(), Bytes.utf8(value));
    }

    private static LogRecord event(int type, Bytes value) {
        Bytes content = CelTlvWriter.tlv(80, CelTlvWriter.tlv(type, value));
        EventDigest digest = new EventDigest(HashAlgorithm.SHA384, Digest.SHA_384.of(content));
        return new LogRecord(0, new CcMr(4), List.of(digest), new Content.Cos(type, value));
    }

    private static List<LogRecord> numbered(LogRecord... records) {
        List<LogRecord> numbered = new ArrayList<>();
        for (LogRecord record : records) {
            numbered.add(record.withRecnum(numbered.size()));
        }
        return numbered;
    }

    private static CosEvents read(LogRecord... records) throws MalformedEvidenceException {
        return read(List.of(records), AfterSeparator.NOTHING);
    }

    private static CosEvents read(List<LogRecord> records, AfterSeparator after) throws MalformedEvidenceException {
        return CosEvents.of(records, new CcMr(4), HashAlgorithm.SHA384, after);
    }

    private static MalformationCode code(LogRecord... records) {
        return code(List.of(records), AfterSeparator.NOTHING);
    }

    private static MalformationCode code(List<LogRecord> records, AfterSeparator after) {
        return refusal(records, after).code();
    }

    private static MalformedEvidenceException refusal(List<LogRecord> records, AfterSeparator after) {
        Throwable thrown = catchThrowable(() -> read(records, after));
        assertThat(thrown).isInstanceOf(MalformedEvidenceException.class);
        return (MalformedEvidenceException) thrown;
    }
}

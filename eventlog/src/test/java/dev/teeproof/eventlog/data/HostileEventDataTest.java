package dev.teeproof.eventlog.data;

import static dev.teeproof.eventlog.model.EventType.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.data.EventData.Malformed;
import dev.teeproof.eventlog.data.EventData.Raw;
import dev.teeproof.eventlog.data.EventSamples.Sample;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogRecord;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the data is, decoding it and asking for its binding ends, and without an exception. */
class HostileEventDataTest {

    static final List<String> LOGS = RealLogs.ALL;

    static List<Sample> samples() {
        return EventSamples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void samplesAreWellFormed(Sample sample) {
        assertThat(decode(sample.type(), sample.data())).isNotInstanceOfAny(Malformed.class, Raw.class);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anythingMayBeCutOff(Sample sample) {
        for (int size = 0; size < sample.data().size(); size++) {
            EventData cut = decode(sample.type(), sample.data().slice(0, size));
            boolean padding = sample.data().slice(size, sample.data().size()).isZero();
            if (!padding) {
                assertThat(cut).isNotEqualTo(decode(sample.type(), sample.data()));
            }
            use(sample.type(), cut, sample.data().slice(0, size));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anyByteMayBeAnother(Sample sample) {
        Random random = new Random(sample.type());
        for (int round = 0; round < 2000; round++) {
            byte[] changed = sample.data().toArray();
            for (int i = 0; i <= random.nextInt(3); i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            Bytes data = Bytes.copyOf(changed);
            use(sample.type(), decode(sample.type(), data), data);
        }
    }

    @ParameterizedTest
    @FieldSource("LOGS")
    void anyEventOfARealLogMayBeCutOffAndHaveAnotherType(String file) throws Exception {
        List<Long> types = samples().stream().map(Sample::type).distinct().toList();
        for (LogRecord event : RealLogs.read(file)) {
            PcClient tcg = (PcClient) event.content();
            int step = Math.max(1, tcg.data().size() / 64);
            for (int size = 0; size < tcg.data().size(); size += step) {
                Bytes cut = tcg.data().slice(0, size);
                use(tcg.eventType(), decode(tcg.eventType(), cut), cut);
            }
            for (long type : types) {
                use(type, decode(type, tcg.data()), tcg.data());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5000, 0x7fff_ffffL, 0xffff_ffffL, 0x1000_0000_0000_0000L, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void countsThatTheDataCannotHoldTakeNoMemory(long count) {
        assertThat(decode(EV_EFI_GPT_EVENT, EventSamples.gpt(1).slice(0, 92), count))
                .isInstanceOf(Malformed.class);
        assertThat(decode(EV_EFI_HANDOFF_TABLES, Bytes.empty(), count)).isInstanceOf(Malformed.class);
        assertThat(decode(EV_EFI_HANDOFF_TABLES2, Bytes.utf8("\0"), count)).isInstanceOf(Malformed.class);
        assertThat(decode(EV_EFI_BOOT_SERVICES_APPLICATION, Bytes.zeros(24), count))
                .isInstanceOf(Malformed.class);
        assertThat(decode(EV_EFI_VARIABLE_BOOT, Bytes.zeros(16), count)).isInstanceOf(Malformed.class);
        assertThat(decode(EV_EFI_VARIABLE_BOOT, Bytes.zeros(24), count)).isInstanceOf(Malformed.class);
    }

    @Test
    void dataBeyondTheLimitIsNotLookedAt() {
        LogLimits small = LogLimits.DEFAULT.withEventData(3);

        assertThat(EventData.decode(EV_SEPARATOR, Bytes.zeros(4), small)).isInstanceOf(Malformed.class);
    }

    @Test
    void typeThatNobodyKnowsGivesRawData() {
        assertThat(decode(0x1234_5678L, Bytes.of(1))).isEqualTo(new Raw(Bytes.of(1)));
        assertThat(decode(EventType.EV_SEPARATOR | 1L << 32, Bytes.zeros(4))).isEqualTo(new Raw(Bytes.zeros(4)));
    }

    private static EventData decode(long type, Bytes data) {
        return EventData.decode(type, data, LogLimits.DEFAULT);
    }

    private static EventData decode(long type, Bytes before, long count) {
        Bytes data = new ByteWriter()
                .bytes(before)
                .u64le(count)
                .bytes(Bytes.zeros(64))
                .toBytes();
        return decode(type, data);
    }

    private static void use(long type, EventData data, Bytes bytes) {
        assertThatCode(() -> {
                    data.text();
                    data.toJson();
                    Binding.of(BindingTest.sha256(new PcClient(type, bytes), bytes));
                })
                .doesNotThrowAnyException();
    }
}

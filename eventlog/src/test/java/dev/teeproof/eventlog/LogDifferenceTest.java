package dev.teeproof.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.eventlog.Conversion.Converted;
import dev.teeproof.eventlog.LogDifference.Parting;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogDifferenceTest {

    private static EventLog log() throws Exception {
        return EventLog.read(Bytes.copyOf(Conformance.bytes("eventlog/dstack-ccel.bin")));
    }

    private static EventLog of(List<LogRecord> records) {
        return EventLog.of(LogFormat.TCG2, records);
    }

    @Test
    void aLogAndItsConversionAreTheSame() throws Exception {
        Converted dstack = (Converted) Conversion.of(log(), LogFormat.DSTACK, ConversionOptions.DEFAULT);

        assertThat(LogDifference.between(log(), dstack.log())).isEmpty();
    }

    @Test
    void theFirstEventOfEachRegisterThatPartsIsNamed() throws Exception {
        List<LogRecord> other = new ArrayList<>(log().records());
        Collections.swap(other, 3, 4);

        List<Parting> partings = LogDifference.between(log(), of(other));

        assertThat(partings).hasSize(1);
        assertThat(partings.get(0).register()).isEqualTo(new CcMr(1));
        assertThat(partings.get(0).event()).isEqualTo(3);
        assertThat(partings.get(0).first()).isEqualTo(3);
        assertThat(partings.get(0).second()).isEqualTo(3);
    }

    @Test
    void aLogThatEndsEarlierIsNamed() throws Exception {
        List<Parting> partings = LogDifference.between(log(), of(log().records().subList(0, 17)));

        assertThat(partings).hasSize(1);
        assertThat(partings.get(0).register()).isEqualTo(new CcMr(2));
        assertThat(partings.get(0).first()).isEqualTo(17);
        assertThat(partings.get(0).second()).isEqualTo(-1);
        assertThat(partings.get(0).words()).startsWith("the second log ends");
    }

    @Test
    void otherDataUnderTheSameDigestIsNamed() throws Exception {
        List<LogRecord> other = new ArrayList<>(log().records());
        other.set(8, other.get(8).with(new PcClient(10, Bytes.utf8("ACPI data"))));

        assertThat(LogDifference.between(log(), of(other)))
                .singleElement()
                .satisfies(parting -> assertThat(parting.words()).startsWith("the same digest, but other content"));
    }

    @Test
    void anOrderBetweenRegistersSaysNothing() throws Exception {
        List<LogRecord> sorted = new ArrayList<>(log().records());
        sorted.sort(Comparator.comparingLong(record -> -record.register().number()));

        assertThat(LogDifference.between(log(), of(sorted))).isEmpty();
    }
}

package dev.teeproof.eventlog.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.cel.GeneratedRecords;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemdContentTest {

    @Test
    void whatIsKnownIsTypedAndTheRestIgnored() throws MalformedEvidenceException {
        SystemdContent content = read("{\"string\":\"machine-id:00\",\"bootId\":\"ab\",\"timestamp\":12345,"
                + "\"eventType\":\"machine-id\",\"later\":{\"x\":1}}");

        assertThat(content.string()).hasValue("machine-id:00");
        assertThat(content.bootId()).hasValue("ab");
        assertThat(content.timestamp()).hasValue(12345);
        assertThat(content.eventType()).hasValue("machine-id");
    }

    @Test
    void everyMemberMayBeAbsent() throws MalformedEvidenceException {
        SystemdContent content = read("{}");

        assertThat(content.string()).isEmpty();
        assertThat(content.bootId()).isEmpty();
        assertThat(content.timestamp()).isEmpty();
        assertThat(content.eventType()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"string\":1}", "{\"timestamp\":-1}", "{\"timestamp\":1.5}", "{\"bootId\":[]}"})
    void otherTypesAreRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(MalformedEvidenceException.class);
    }

    @Test
    void theWriterRefusesWhatSystemdDoesNotWrite() {
        LogRecord record = new GeneratedRecords(1).systemd(1).getFirst();

        assertRefused(record.in(new CcMr(1)));
        assertRefused(record.with(new Content.NelrLine(Bytes.utf8("x"))));
        assertRefused(record.with(new Content.Systemd("[]")));
        assertRefused(record.with(new Content.Systemd("{")));
        assertRefused(new LogRecord(0, record.register(), List.of(), record.content()));
        assertThatThrownBy(() -> SystemdWriter.write(new LogFrame.Nelr(List.of()), List.of(record)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(LogRecord record) {
        assertThatThrownBy(() -> SystemdWriter.write(LogFrame.NONE, List.of(record)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SystemdContent read(String json) throws MalformedEvidenceException {
        return SystemdContent.of(new Content.Systemd(json), LogLimits.DEFAULT);
    }
}

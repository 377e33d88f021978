package dev.teeproof.eventlog.cel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriterRefusalTest {

    private static final LogRecord RECORD = AppendixVectorsTest.RECORD;
    private static final List<BiFunction<LogFrame, List<LogRecord>, Bytes>> WRITERS =
            List.of(CelTlvWriter::write, CelCborWriter::write, CelJsonWriter::write);

    @Test
    void noEncodingCarriesTheseRecords() {
        EventDigest digest = RECORD.digests().getFirst();
        EventDigest tooShort = new EventDigest(HashAlgorithm.SHA384, Bytes.zeros(32));
        Content content = RECORD.content();

        for (BiFunction<LogFrame, List<LogRecord>, Bytes> writer : WRITERS) {
            assertRefused(writer, new LogRecord(0, new Pcr(0), List.of(), content));
            assertRefused(writer, new LogRecord(0, new Pcr(0), List.of(digest, digest), content));
            assertRefused(writer, new LogRecord(0, new Pcr(0), List.of(tooShort), content));
            assertRefused(writer, RECORD.in(new Pcr(-1)));
            assertRefused(writer, RECORD.in(new Pcr(1L << 32)));
            assertRefused(writer, RECORD.withRecnum(-1));
            assertRefused(writer, RECORD.with(new Content.PcClient(1L << 32, Bytes.empty())));
            assertRefused(writer, RECORD.with(new Content.Cos(256, Bytes.empty())));
            assertRefused(writer, RECORD.with(new Content.Systemd("[1]")));
            assertRefused(
                    writer,
                    RECORD.with(new Content.Dstack(1, "x", Bytes.empty(), EventLogVersion.V1, Optional.empty())));
            assertThatThrownBy(() -> writer.apply(new LogFrame.Nelr(List.of()), List.of(RECORD)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 3, 5, 6, 9, 10, 11, 80, 108})
    void opaqueContentHasATypeOfItsOwn(long type) {
        for (BiFunction<LogFrame, List<LogRecord>, Bytes> writer : WRITERS) {
            assertRefused(writer, RECORD.with(new Content.Opaque(type, Bytes.empty())));
        }
    }

    @Test
    void aLineOfANativeEventLogExistsInJsonAloneAndAsText() {
        LogRecord line = RECORD.with(new Content.NelrLine(Bytes.utf8("A b")));

        assertRefused(CelTlvWriter::write, line);
        assertRefused(CelCborWriter::write, line);
        assertRefused(CelJsonWriter::write, line.with(new Content.NelrLine(Bytes.hex("ff"))));
    }

    @Test
    void tlvHasOneByteForATypeAndForAnAlgorithm() {
        EventDigest wide = new EventDigest(new HashAlgorithm(0x100), Bytes.zeros(4));

        assertRefused(CelTlvWriter::write, RECORD.with(new Content.Opaque(256, Bytes.empty())));
        assertRefused(CelTlvWriter::write, new LogRecord(0, new Pcr(0), List.of(wide), RECORD.content()));
    }

    private static void assertRefused(BiFunction<LogFrame, List<LogRecord>, Bytes> writer, LogRecord record) {
        assertThatThrownBy(() -> writer.apply(LogFrame.NONE, List.of(record)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

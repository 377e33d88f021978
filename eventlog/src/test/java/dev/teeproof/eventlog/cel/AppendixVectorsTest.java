package dev.teeproof.eventlog.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.cel.CelCborWriter.Form;
import dev.teeproof.eventlog.cel.CelTlvWriter.Integers;
import dev.teeproof.eventlog.cel.CelTlvWriter.Options;
import dev.teeproof.eventlog.cel.CelTlvWriter.SystemdCode;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One record in every encoding. */
class AppendixVectorsTest {

    private static final String DIGEST = "df3f619804a92fdb4057192dc43dd748ea778adc52bc498ce80524c014b81119";

    static final LogRecord RECORD = new LogRecord(
            5,
            new Pcr(7),
            List.of(new EventDigest(HashAlgorithm.SHA256, Bytes.hex(DIGEST))),
            new Content.PcClient(EventType.EV_SEPARATOR, Bytes.zeros(4)));

    private static final Bytes MINIMAL = Bytes.hex(
            "00000000010501000000010703000000250b00000020" + DIGEST + "050000000f000000000104010000000400000000");

    static final Bytes FIXED = Bytes.hex("0000000008000000000000000501000000010703000000250b00000020" + DIGEST
            + "050000000f000000000104010000000400000000");

    static final Bytes CBOR = Bytes.hex("a5000501070381a2000b015820" + DIGEST + "09050aa20004014400000000");

    static final String JSON = "{\"recnum\":5,\"pcr\":7,\"digests\":[{\"hashAlg\":\"sha256\",\"digest\":\"" + DIGEST
            + "\"}],\"content_type\":\"pcclient_std\",\"content\":{\"event_type\":\"EV_SEPARATOR\","
            + "\"event_data\":\"00000000\"}}";

    @Test
    void integersInTlvHaveAFixedOrAMinimalSize() throws MalformedEvidenceException {
        Options minimal = new Options(Integers.MINIMAL, SystemdCode.TCG);

        assertThat(CelTlvWriter.write(LogFrame.NONE, List.of(RECORD))).isEqualTo(FIXED);
        assertThat(CelTlvWriter.write(LogFrame.NONE, List.of(RECORD), minimal)).isEqualTo(MINIMAL);
        assertThat(FIXED.size()).isEqualTo(81);
        assertThat(MINIMAL.size()).isEqualTo(74);
        for (Bytes log : List.of(FIXED, MINIMAL)) {
            assertThat(Logs.read(new CelTlvReader(ReadOptions.STRICT), log)).containsExactly(RECORD);
        }
    }

    @Test
    void cborIsAnArrayOrASequenceOfMaps() throws MalformedEvidenceException {
        Bytes array = Bytes.concat(Bytes.of(0x81), CBOR);
        CelCborWriter.Options sequence = new CelCborWriter.Options(Form.SEQUENCE, SystemdCode.TCG);

        assertThat(CBOR.size()).isEqualTo(57);
        assertThat(CelCborWriter.write(LogFrame.NONE, List.of(RECORD))).isEqualTo(array);
        assertThat(CelCborWriter.write(LogFrame.NONE, List.of(RECORD), sequence))
                .isEqualTo(CBOR);
        for (Bytes log : List.of(array, CBOR)) {
            assertThat(Logs.read(new CelCborReader(ReadOptions.STRICT), log)).containsExactly(RECORD);
        }
    }

    @Test
    void jsonIsAnArrayOfObjects() throws MalformedEvidenceException {
        Bytes array = Bytes.utf8("[" + JSON + "]");

        assertThat(CelJsonWriter.write(LogFrame.NONE, List.of(RECORD))).isEqualTo(array);
        assertThat(Logs.read(new CelJsonReader(ReadOptions.STRICT), array)).containsExactly(RECORD);
    }

    @Test
    void aLogThatBeginsWithALaterNumberIsAFragment() throws MalformedEvidenceException {
        CelTlvReader reader = new CelTlvReader(ReadOptions.STRICT);
        Logs.read(reader, FIXED);

        assertThat(Logs.codes(reader)).containsExactly("FRAGMENT");
        assertThat(reader.numbers().start()).hasValue(5);
    }
}

package dev.teeproof.eventlog.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.cel.CosEvents.AfterSeparator;
import dev.teeproof.eventlog.cel.RecordNumbers.Scheme;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A log of a Confidential Space on TDX. */
class CosLogTest {

    @Test
    void everyRecordIsReadAndTheLogIsWrittenAsItWas() throws MalformedEvidenceException {
        Bytes log = log();
        CelTlvReader reader = new CelTlvReader(ReadOptions.STRICT);
        List<LogRecord> records = Logs.read(reader, log);

        assertThat(log.size()).isEqualTo(3569);
        assertThat(records).hasSize(18);
        assertThat(records).allSatisfy(record -> assertThat(record.register()).isEqualTo(new CcMr(4)));
        assertThat(records).allSatisfy(record -> assertThat(record.content()).isInstanceOf(Content.Cos.class));
        assertThat(records.getFirst().digest(HashAlgorithm.SHA384))
                .hasValue(Bytes.hex("5c8f5520f871c9e8d555cc0cae5f62d81944d98986532fb6428e52e7e8e705b3"
                        + "46754cc8c8e75f5818177f442a0b5425"));
        assertThat(reader.numbers().scheme()).isEqualTo(Scheme.GLOBAL);
        assertThat(reader.warnings()).isEmpty();
        assertThat(CelTlvWriter.write(LogFrame.NONE, records)).isEqualTo(log);
        assertThat(Logs.readThroughWindow(new CelTlvReader(ReadOptions.STRICT), log, 50))
                .isEqualTo(records);
    }

    @Test
    void theRegisterIsReplayed() throws MalformedEvidenceException {
        List<Bytes> digests = records().stream()
                .map(record -> record.digest(HashAlgorithm.SHA384).orElseThrow())
                .toList();

        assertThat(Digest.SHA_384.replay(digests))
                .isEqualTo(Bytes.hex("2261f93374ed538b35e7e93c540a1562ccb25d14f6c40a1efea03d329e29a971"
                        + "72d84e152344af4a7188d0c8b9fcabeb"));
    }

    @Test
    void theEventsSayWhatWasLaunched() throws MalformedEvidenceException {
        CosEvents events = CosEvents.of(records(), new CcMr(4), HashAlgorithm.SHA384, AfterSeparator.NOTHING);

        System.out.println(events);
        assertThat(events.imageRef().orElseThrow())
                .startsWith("us-west1-docker.pkg.dev/confidential-space-images-dev/cs-int")
                .hasSize(101);
        assertThat(events.launch()).hasValue("");
    }

    @Test
    void otherEncodingsCarryTheRecordsToo() throws MalformedEvidenceException {
        List<LogRecord> records = records();

        assertThat(Logs.read(new CelCborReader(ReadOptions.STRICT), CelCborWriter.write(LogFrame.NONE, records)))
                .isEqualTo(records);
        assertThat(Logs.read(new CelJsonReader(ReadOptions.STRICT), CelJsonWriter.write(LogFrame.NONE, records)))
                .isEqualTo(records);
    }

    private static List<LogRecord> records() throws MalformedEvidenceException {
        return Logs.read(new CelTlvReader(ReadOptions.STRICT), log());
    }

    private static Bytes log() throws MalformedEvidenceException {
        return Base64Text.decode(Conformance.text("eventlog/cos-cel.b64").strip(), "cel.b64");
    }
}

package dev.teeproof.eventlog;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Hasher;
import dev.teeproof.eventlog.Conversion.Refused;
import dev.teeproof.eventlog.model.Content.NelrLine;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.nelr.NelrInit;
import java.util.List;
import java.util.Optional;

/**
 * Whether records can stand in a native event log. It states no digests and no register, so what the records state must be what
 * a reader will find: anything else would be lost in silence.
 */
final class NelrCarrier {

    private NelrCarrier() {}

    static Optional<Refused> refusal(EventLog log) {
        List<LogRecord> records = log.records();
        if (records.isEmpty() || !(records.get(0).content() instanceof NelrLine first) || !first.isInit()) {
            return refused("MISSING_INIT", 0, "a native event log begins with its INIT record");
        }
        HashAlgorithm algorithm;
        Hasher hasher;
        try {
            algorithm = NelrInit.read(first.line()).algorithm();
            hasher = algorithm.digest().orElseThrow().hasher();
        } catch (MalformedEvidenceException e) {
            return refused(e.code().name(), 0, e.inWords());
        }
        RegisterIndex register = records.get(0).register();
        for (int i = 0; i < records.size(); i++) {
            Optional<Refused> refused = refusal(records.get(i), i, register, algorithm, hasher);
            if (refused.isPresent()) {
                return refused;
            }
        }
        return disagreement(log, register, algorithm);
    }

    private static Optional<Refused> refusal(
            LogRecord record, int position, RegisterIndex register, HashAlgorithm algorithm, Hasher hasher) {
        if (!(record.content() instanceof NelrLine content)) {
            return refused("NOT_CARRIED", position, "a native event log carries its own lines alone");
        }
        Bytes line = content.line();
        if (position > 0 && content.isInit()) {
            return refused("DUPLICATE_INIT", position, "a native event log has one INIT record");
        }
        if (line.isEmpty() || line.at(0) == '#' || line.indexOf('\n', 0) >= 0) {
            return refused(
                    "VANISHING_LINE",
                    position,
                    "an empty line, a comment or a line feed would not be read as this record");
        }
        if (record.recnum() != position) {
            return refused("BAD_RECNUM", position, "record numbers count up from 0");
        }
        if (!record.register().equals(register)) {
            return refused("REGISTERS", position, "a native event log is of one register; split the log first");
        }
        if (record.digests().size() != 1 || record.digest(algorithm).isEmpty()) {
            return refused("BANKS", position, "every record has one digest, of the algorithm that INIT names");
        }
        if (!hasher.update(line).finish().equals(record.digest(algorithm).orElseThrow())) {
            return refused("DIGEST_MISMATCH", position, "the stated digest is not that of the content");
        }
        return Optional.empty();
    }

    private static Optional<Refused> disagreement(EventLog log, RegisterIndex register, HashAlgorithm algorithm) {
        if (!(log.frame() instanceof LogFrame.CelJson stated) || stated.mr().isEmpty()) {
            return Optional.empty();
        }
        Optional<Bytes> replayed = log.replay().value(register, algorithm);
        return replayed.equals(stated.mr())
                ? Optional.empty()
                : refused("REPLAY_MISMATCH", -1, "the records do not replay to the stated register value mr");
    }

    private static Optional<Refused> refused(String code, long record, String words) {
        return Optional.of(new Refused(code, record, words));
    }
}

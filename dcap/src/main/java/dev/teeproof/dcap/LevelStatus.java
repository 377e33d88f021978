package dev.teeproof.dcap;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What Intel says of a TCB level.
 *
 * @param tcbStatus as written; a status that is not known matters once the level is matched
 * @param tcbDate the level has all fixes that were published up to then
 */
public record LevelStatus(String tcbStatus, Instant tcbDate, List<String> advisoryIds) {

    public LevelStatus {
        advisoryIds = List.copyOf(advisoryIds);
    }

    static LevelStatus read(JsonObject level) throws MalformedEvidenceException {
        Optional<JsonArray> advisories = level.optionalArray("advisoryIDs");
        return new LevelStatus(
                level.string("tcbStatus"),
                SignedDocument.date(level, "tcbDate"),
                advisories.isEmpty() ? List.of() : advisories.get().strings());
    }

    Optional<TcbStatus> status() {
        return TcbStatus.of(tcbStatus);
    }
}

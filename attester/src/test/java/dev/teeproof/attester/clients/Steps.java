package dev.teeproof.attester.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** What a script of a client says became of each call: {@code value}, or {@code error} in words. */
record Steps(JsonObject json) {

    /** What a call gave, which must not have failed. */
    JsonObject value(String step) throws MalformedEvidenceException {
        return succeeded(step).object("value");
    }

    /** The same of a call whose answer is no object; empty for one without any. */
    Optional<JsonValue> plain(String step) throws MalformedEvidenceException {
        return succeeded(step).optional("value");
    }

    private JsonObject succeeded(String step) throws MalformedEvidenceException {
        JsonObject object = json.object(step);
        assertThat(object.optionalString("error")).as("error of " + step).isEmpty();
        return object;
    }

    /** The words with which a call failed. */
    String error(String step) throws MalformedEvidenceException {
        assertThat(json.object(step).optional("error")).as("error of " + step).isPresent();
        return json.object(step).string("error");
    }

    /** How long a call took. */
    long millis(String step) throws MalformedEvidenceException {
        return json.object(step).unsigned("millis", Long.MAX_VALUE);
    }

    /** A quote whose log replays, as its client computed, to all four registers inside it. */
    Bytes quote(String step) throws MalformedEvidenceException {
        JsonObject told = value(step);
        Bytes quote = told.hex("quote");
        List<String> replayed = told.array("rtmrs").strings();
        assertThat(replayed).as(step).hasSize(4).isEqualTo(QuoteFields.rtmrs(quote));
        return quote;
    }

    /** The same of a quote with this report data, also as the agent repeats it. */
    Bytes quote(String step, Bytes reportData) throws MalformedEvidenceException {
        Bytes quote = quote(step);
        assertThat(QuoteFields.reportData(quote)).as(step).isEqualTo(reportData);
        assertThat(value(step).hex("report_data")).as(step).isEqualTo(reportData);
        return quote;
    }

    /** Text with zeros behind it, 64 bytes. */
    static Bytes padded(String text) {
        Bytes bytes = Bytes.utf8(text);
        return Bytes.concat(bytes, Bytes.zeros(64 - bytes.size()));
    }

    /** Text with zeros before it, as the older clients fill up what they hand over raw. */
    static Bytes paddedInFront(String text) {
        Bytes bytes = Bytes.utf8(text);
        return Bytes.concat(Bytes.zeros(64 - bytes.size()), bytes);
    }
}

package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.TdxEventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The body of dstack's {@code POST /verify}: an attestation, or else a quote with its event log and perhaps a VM
 * configuration. The two are never mixed: beside an attestation the others are ignored, with a warning.
 *
 * @param warnings what was ignored that could be taken for heard
 */
public record VerificationRequest(Attestation attestation, List<String> warnings) {

    /** Bytes: an attestation in hexadecimal text, with room around it. */
    public static final int MAX_SIZE = 2 * Attestation.MAX_SIZE + (1 << 20);

    public VerificationRequest {
        warnings = List.copyOf(warnings);
    }

    /** Reads the JSON. Unknown members are ignored; null stands for absent. */
    public static VerificationRequest read(Bytes json) throws MalformedEvidenceException {
        if (json.size() > MAX_SIZE) {
            throw new MalformedEvidenceException(
                    Malformation.LIMIT_EXCEEDED, "request", json.size(), "at most " + MAX_SIZE + " bytes");
        }
        JsonObject request = Json.readObject(json, "request");
        List<String> warnings = new ArrayList<>();
        Optional<String> attestation = request.optionalString("attestation");
        if (attestation.isPresent()) {
            Stream.of("quote", "event_log", "vm_config")
                    .filter(name -> request.optional(name).isPresent())
                    .forEach(name -> warnings.add("the member " + name + " is ignored beside an attestation"));
            Bytes bytes = Hex.decode(attestation.get(), "request.attestation");
            return new VerificationRequest(Attestation.decode(bytes), warnings);
        }
        Bytes quote = request.hex("quote");
        Bytes log = Bytes.utf8(request.string("event_log"));
        String vmConfig = request.optionalString("vm_config").orElse("");
        return new VerificationRequest(
                Attestation.ofQuote(quote, TdxEventLog.readJson(log, "event_log"), vmConfig), warnings);
    }
}

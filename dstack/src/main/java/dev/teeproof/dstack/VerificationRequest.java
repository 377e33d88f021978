package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.eventlog.dstack.TdxEventLog;
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
        return Members.read(Json.readObject(json, "request")).decode();
    }

    /**
     * The members of a request, each of its type, not decoded yet.
     *
     * @param reportData what the sender says that the quote's report data are; an agent's answer has it
     * @param ignored the members beside an attestation, of whatever type
     */
    public record Members(
            Optional<Bytes> attestation,
            Optional<Bytes> quote,
            Optional<String> eventLog,
            Optional<String> vmConfig,
            Optional<Bytes> reportData,
            List<String> ignored) {

        public Members {
            ignored = List.copyOf(ignored);
        }

        /** Takes them from the JSON object. */
        public static Members read(JsonObject request) throws MalformedEvidenceException {
            Optional<Bytes> attestation = hex(request, "attestation");
            if (attestation.isPresent()) {
                List<String> ignored = Stream.of("quote", "event_log", "vm_config")
                        .filter(name -> request.optional(name).isPresent())
                        .filter(name -> !request.optional(name).equals(Optional.of(new JsonString(""))))
                        .toList();
                return new Members(
                        attestation, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), ignored);
            }
            return new Members(
                    attestation,
                    hex(request, "quote"),
                    request.optionalString("event_log"),
                    request.optionalString("vm_config"),
                    hex(request, "report_data")
                            .filter(stated -> !stated.isEmpty())
                            .map(Members::padded),
                    List.of());
        }

        /** Decodes the attestation, or puts one together from quote and event log. */
        public VerificationRequest decode() throws MalformedEvidenceException {
            if (attestation.isPresent()) {
                List<String> warnings = ignored.stream()
                        .map(name -> "the member " + name + " is ignored beside an attestation")
                        .toList();
                return new VerificationRequest(Attestation.decode(attestation.get()), warnings);
            }
            Bytes raw = required(quote, "quote");
            TdxEventLog log = TdxEventLog.readJson(Bytes.utf8(required(eventLog, "event_log")), "event_log");
            Attestation told = Attestation.ofQuote(raw, log, vmConfig.orElse(""));
            return new VerificationRequest(reportData.map(told::stating).orElse(told), List.of());
        }

        private static Optional<Bytes> hex(JsonObject request, String name) throws MalformedEvidenceException {
            return request.optional(name).isPresent() ? Optional.of(request.hex(name)) : Optional.empty();
        }

        /** Shorter report data have zeros behind, as agents take them. */
        private static Bytes padded(Bytes reportData) {
            int missing = AttestationV0.REPORT_DATA_SIZE - reportData.size();
            return missing > 0 ? Bytes.concat(reportData, Bytes.zeros(missing)) : reportData;
        }

        private static <T> T required(Optional<T> member, String name) throws MalformedEvidenceException {
            if (member.isEmpty()) {
                throw new MalformedEvidenceException(
                        Malformation.MISSING, "request." + name, 0, "the member " + name + ", or an attestation");
            }
            return member.get();
        }
    }
}

package dev.teeproof.dstack;

import static dev.teeproof.dstack.DstackPolicyCheck.REQUIRED_EVENT;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckCode;
import dev.teeproof.result.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The events of a log that the system measured, searched for single ones. Anybody can measure an event of any name once the app runs,
 * so what stands behind {@code system-ready} is never looked at, but for the words.
 */
record SystemEvents(RuntimeLog log) {

    /** Bytes of a payload that are told whole. */
    private static final int TOLD = 64;

    /** Every event that is demanded, in one check that names those that are not there. */
    Check required(Map<String, Bytes> demanded) {
        List<String> troubles = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        demanded.forEach((name, payload) -> {
            Optional<String> trouble = trouble(name, payload);
            actual.add(name + "=" + trouble.orElseGet(() -> told(payload)));
            trouble.ifPresent(
                    words -> troubles.add("the event " + name + ": expected " + told(payload) + ", actual " + words));
        });
        return new Check(
                REQUIRED_EVENT,
                troubles.isEmpty() ? Outcome.PASSED : Outcome.FAILED,
                troubles.isEmpty()
                        ? "the system measured each event that the policy demands, once and with its payload"
                        : String.join("; ", troubles),
                Optional.of(inWords(demanded)),
                Optional.of(String.join(", ", actual)));
    }

    /** One event that identifies the app. */
    Check equal(CheckCode code, String name, Bytes payload) {
        Optional<String> trouble = trouble(name, payload);
        return new Check(
                code,
                trouble.isEmpty() ? Outcome.PASSED : Outcome.FAILED,
                trouble.isEmpty()
                        ? "the event " + name + " is what the policy demands"
                        : "the event " + name + " is not what the policy demands: expected " + payload + ", actual "
                                + trouble.get(),
                Optional.of(payload.toHex()),
                Optional.of(trouble.orElseGet(payload::toHex)));
    }

    /** What stands in the place of an event with this payload; empty if it is there as it should be. */
    Optional<String> trouble(String name, Bytes payload) {
        if (log.systemEvents() == log.events().size()) {
            return Optional.of("unknown: the log has no system-ready, so the app could have measured all of it");
        }
        if (couldBeSplitInto(name)) {
            return Optional.of(
                    "ambiguous: the name has a colon, and an event of version 1 could be split there or elsewhere");
        }
        List<RuntimeEvent> found =
                log.findAll(name).mapToObj(index -> log.events().get(index)).toList();
        if (found.isEmpty()) {
            boolean behind =
                    log.events().stream().anyMatch(event -> event.event().equals(name));
            return Optional.of(
                    behind
                            ? "not in the log before system-ready, only behind it, where the app measures"
                            : "not in the log");
        }
        if (found.size() > 1) {
            return Optional.of("stands " + found.size() + " times in the log before system-ready");
        }
        Bytes actual = found.get(0).payload();
        return actual.equals(payload) ? Optional.empty() : Optional.of(told(actual));
    }

    /**
     * Version 1 hashes {@code name:payload}: whoever carries a log can move the boundary to another colon, so an event of that
     * version could be one of this name whose name has a colon, whatever it is called in the log.
     */
    private boolean couldBeSplitInto(String name) {
        Bytes start = Bytes.utf8(name + ":");
        return name.indexOf(':') >= 0
                && log.events().stream()
                        .limit(log.systemEvents())
                        .filter(event -> event.version() == EventLogVersion.V1)
                        .map(event -> Bytes.concat(Bytes.utf8(event.event() + ":"), event.payload()))
                        .anyMatch(hashed -> hashed.size() >= start.size()
                                && hashed.slice(0, start.size()).equals(start));
    }

    static String inWords(Map<String, Bytes> demanded) {
        return demanded.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + told(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String told(Bytes payload) {
        if (payload.isEmpty()) {
            return "an empty payload";
        }
        return payload.size() <= TOLD
                ? payload.toHex()
                : payload.slice(0, TOLD / 2) + "… (" + payload.size() + " bytes, SHA-256 " + Digest.SHA_256.of(payload)
                        + ")";
    }
}

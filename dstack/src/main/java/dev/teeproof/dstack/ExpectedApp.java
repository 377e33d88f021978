package dev.teeproof.dstack;

import static dev.teeproof.dstack.DstackPolicyCheck.EXPECTED_APP_ID;
import static dev.teeproof.dstack.DstackPolicyCheck.EXPECTED_COMPOSE_HASH;
import static dev.teeproof.dstack.DstackPolicyCheck.REQUIRED_EVENT;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.result.Check;
import dev.teeproof.result.CheckCode;
import dev.teeproof.result.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a relying party demands of the app that a dstack guest runs. Nothing by default.
 *
 * <p>Of a TDX guest it is looked for among the events that the system measured, those before {@code system-ready}: each has to stand
 * there once, with exactly the payload that is demanded. A log without {@code system-ready} fulfils nothing, for an app could have
 * measured all of it. Of an SNP guest the bound {@code mr_config} says compose hash and app id; nothing binds its events.
 *
 * @param events payloads by the names of the events
 * @param composeHash SHA-256 of the {@code app-compose.json}, 32 bytes
 * @param appId 20 bytes; where it is absent, the first bytes of the compose hash are demanded, if that is
 */
public record ExpectedApp(Map<String, Bytes> events, Optional<Bytes> composeHash, Optional<Bytes> appId) {

    /** Nothing is demanded. */
    public static final ExpectedApp ANY = new ExpectedApp(Map.of(), Optional.empty(), Optional.empty());

    private static final String COMPOSE_HASH_EVENT = "compose-hash";
    private static final String APP_ID_EVENT = "app-id";
    private static final int COMPOSE_HASH_SIZE = 32;
    private static final int APP_ID_SIZE = 20;

    /**
     * Checks its parts.
     *
     * @throws IllegalArgumentException if a hash or an id has another size, or an event has no name or is {@code system-ready}
     */
    public ExpectedApp {
        events = Collections.unmodifiableMap(new TreeMap<>(events));
        if (events.containsKey("")) {
            throw new IllegalArgumentException("an event has a name");
        }
        if (events.containsKey(RuntimeLog.SYSTEM_READY)) {
            throw new IllegalArgumentException(
                    RuntimeLog.SYSTEM_READY + " need not be demanded: nothing is fulfilled by a log without it");
        }
        sized("a compose hash", composeHash, COMPOSE_HASH_SIZE);
        sized("an app id", appId, APP_ID_SIZE);
    }

    private static void sized(String what, Optional<Bytes> value, int size) {
        if (value.isPresent() && value.get().size() != size) {
            throw new IllegalArgumentException(
                    what + " has " + size + " bytes, not " + value.get().size());
        }
    }

    /**
     * With one more event.
     *
     * @throws IllegalArgumentException if another payload is demanded of an event of this name already, or as above
     */
    public ExpectedApp withEvent(String name, Bytes payload) {
        Bytes before = events.get(name);
        if (before != null && !before.equals(payload)) {
            throw new IllegalArgumentException("two payloads are demanded of the event " + name);
        }
        Map<String, Bytes> more = new TreeMap<>(events);
        more.put(name, payload);
        return new ExpectedApp(more, composeHash, appId);
    }

    /**
     * With the hash of the {@code app-compose.json}, and the app id that follows from it unless another one is demanded.
     *
     * @throws IllegalArgumentException if another hash is demanded already, or as above
     */
    public ExpectedApp withComposeHash(Bytes hash) {
        if (composeHash.isPresent() && !composeHash.get().equals(hash)) {
            throw new IllegalArgumentException("two compose hashes are demanded");
        }
        return new ExpectedApp(events, Optional.of(hash), appId);
    }

    /**
     * With an app id of its own.
     *
     * @throws IllegalArgumentException if another id is demanded already, or as above
     */
    public ExpectedApp withAppId(Bytes id) {
        if (appId.isPresent() && !appId.get().equals(id)) {
            throw new IllegalArgumentException("two app ids are demanded");
        }
        return new ExpectedApp(events, composeHash, Optional.of(id));
    }

    /** The checks that are made because of it. */
    public List<CheckCode> checks() {
        List<CheckCode> checks = new ArrayList<>();
        if (!events.isEmpty()) {
            checks.add(REQUIRED_EVENT);
        }
        composeHash.ifPresent(hash -> checks.add(EXPECTED_COMPOSE_HASH));
        demandedAppId().ifPresent(id -> checks.add(EXPECTED_APP_ID));
        return List.copyOf(checks);
    }

    /** Of a TDX guest, whose events are facts. */
    public List<Check> check(ReplayedLog log) {
        return check(log.log());
    }

    List<Check> check(RuntimeLog log) {
        SystemEvents system = new SystemEvents(log);
        List<Check> checks = new ArrayList<>();
        if (!events.isEmpty()) {
            checks.add(system.required(events));
        }
        composeHash.ifPresent(hash -> checks.add(system.equal(EXPECTED_COMPOSE_HASH, COMPOSE_HASH_EVENT, hash)));
        demandedAppId().ifPresent(id -> checks.add(system.equal(EXPECTED_APP_ID, APP_ID_EVENT, id)));
        return checks;
    }

    /** Of an SNP guest; its events are not bound to anything, so one that is demanded fails. */
    public List<Check> check(BoundMrConfig bound) {
        MrConfig config = bound.config();
        List<Check> checks = new ArrayList<>();
        if (!events.isEmpty()) {
            checks.add(unboundEvents());
        }
        composeHash.ifPresent(hash -> checks.add(Check.equal(
                EXPECTED_COMPOSE_HASH,
                hash,
                config.composeHash(),
                "the compose hash of mr_config is what the policy demands",
                "the compose hash of mr_config is not what the policy demands: expected " + hash + ", actual "
                        + config.composeHash())));
        demandedAppId().ifPresent(id -> {
            String actual = config.appId().map(Bytes::toHex).orElse("none in mr_config");
            checks.add(Check.equal(
                    EXPECTED_APP_ID,
                    id.toHex(),
                    actual,
                    "the app id of mr_config is what the policy demands",
                    "the app id of mr_config is not what the policy demands: expected " + id + ", actual " + actual));
        });
        return checks;
    }

    /** Why an SNP guest never has an event that is demanded. */
    public Check unboundEvents() {
        return new Check(
                REQUIRED_EVENT,
                Outcome.FAILED,
                "the policy demands the events " + SystemEvents.inWords(events)
                        + ", and SEV-SNP has no register that binds the runtime events of a guest",
                Optional.of(SystemEvents.inWords(events)),
                Optional.of("nothing that is bound"));
    }

    /**
     * Of evidence that says nothing of an app.
     *
     * @param words what the evidence is and lacks: {@code a bare quote has no event log}
     */
    public List<Check> missing(String words) {
        return checks().stream()
                .map(code -> Check.failed(code, "the policy demands " + inWords(code) + ", and " + words))
                .toList();
    }

    private String inWords(CheckCode code) {
        if (code == REQUIRED_EVENT) {
            return "the events " + SystemEvents.inWords(events);
        }
        return code == EXPECTED_COMPOSE_HASH
                ? "the compose hash " + composeHash.map(Bytes::toHex).orElse("")
                : "the app id " + demandedAppId().map(Bytes::toHex).orElse("");
    }

    /** Whether this event of a log was demanded and is what was demanded, so that a claim can say so. */
    public boolean isFulfilled(RuntimeLog log, String event) {
        Optional<Bytes> demanded = switch (event) {
            case COMPOSE_HASH_EVENT -> composeHash;
            case APP_ID_EVENT -> demandedAppId();
            default -> Optional.empty();
        };
        return demanded.or(() -> Optional.ofNullable(events.get(event)))
                .filter(payload -> new SystemEvents(log).trouble(event, payload).isEmpty())
                .isPresent();
    }

    /** Whether this compose hash was demanded. */
    public boolean isComposeHash(Bytes hash) {
        return composeHash.equals(Optional.of(hash));
    }

    /** Whether this app id was demanded, or follows from the compose hash that was. */
    public boolean isAppId(Bytes id) {
        return demandedAppId().equals(Optional.of(id));
    }

    private Optional<Bytes> demandedAppId() {
        return appId.or(() -> composeHash.map(AppCompose::appId));
    }
}

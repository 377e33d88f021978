package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonNull;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.dcap.CompatibilityRule;
import dev.teeproof.dcap.ExpectedReport;
import dev.teeproof.dcap.TcbPolicy;
import dev.teeproof.dcap.TcbStatus;
import dev.teeproof.dstack.ExpectedApp;
import dev.teeproof.snp.ExpectedGuest;
import dev.teeproof.snp.SnpPolicy;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * An appraisal policy in JSON. Every member may be absent; one that is not known is refused, since a rule that is misspelt
 * is a rule that is not kept.
 *
 * <pre>{@code
 * {
 *   "accept": ["SWHardeningNeeded", "sept-ve"],
 *   "greatest_age": {"OutOfDate": "90d"},
 *   "deny_advisories": ["INTEL-SA-00960"],
 *   "allow_advisories": [],
 *   "least_evaluation": 17,
 *   "least_tcb_date": "2024-03-13T00:00:00Z",
 *   "expect": {"mrtd": ["…"], "report_data": "…", "least_isv_svn": 3},
 *   "compatibility": ["merge-max-severity"],
 *   "require_events": {"storage-fs": "7a6673"},
 *   "compose_hash": "…",
 *   "app_id": "…",
 *   "snp": {"least_tcb": ["reported:snp=23,ucode=213"], "expect": {"measurement": "…"}, "require_crl": true},
 *   "insecure_allow_debug": false
 * }
 * }</pre>
 *
 * <p>{@code accept} has the names of {@link AppraisalPolicy#names}; {@code greatest_age} accepts a status as long as the
 * level that has it is at most so many days old; {@code allow_advisories} lists the only ones that may apply, so that an
 * empty list allows none; {@code expect} has the fields of {@link ExpectedReport.Field}, a value or a
 * list of values in hexadecimal text. {@code require_events}, {@code compose_hash} and {@code app_id} are those of {@link
 * ExpectedApp}. {@code snp} has what {@link SnpDemand} names, each a text or a list of texts, the fields of
 * {@link ExpectedGuest.Field} under {@code expect}, and {@code require_crl}.
 */
public final class PolicyFile {

    /** Bytes. */
    public static final int MAX_SIZE = 256 << 10;

    private static final String NAME = "policy";
    private static final Set<String> MEMBERS = Set.of(
            "accept",
            "greatest_age",
            "deny_advisories",
            "allow_advisories",
            "least_evaluation",
            "least_tcb_date",
            "expect",
            "compatibility",
            "require_events",
            "compose_hash",
            "app_id",
            "snp",
            "insecure_allow_debug");

    private PolicyFile() {}

    /** Reads a policy. */
    public static AppraisalPolicy read(Bytes json) throws MalformedEvidenceException {
        if (json.size() > MAX_SIZE) {
            throw new MalformedEvidenceException(
                    Malformation.LIMIT_EXCEEDED, NAME, json.size(), "at most " + MAX_SIZE + " bytes");
        }
        JsonObject file = Json.readObject(json, NAME);
        refuseUnknown(file, MEMBERS);
        AppraisalPolicy policy = AppraisalPolicy.STRICT;
        for (String name : texts(file, "accept")) {
            policy = accepting(file, policy, name);
        }
        policy = policy.with(policy.quote().with(tcb(file, policy.quote().tcb())));
        Optional<JsonObject> expect = file.optionalObject("expect");
        if (expect.isPresent()) {
            policy = policy.with(policy.quote().with(expected(expect.get())));
        }
        for (String name : texts(file, "compatibility")) {
            policy = policy.with(CompatibilityRule.of(name)
                    .orElseThrow(() -> file.fault(Malformation.BAD_VALUE, "compatibility", "a rule's name")));
        }
        Optional<JsonObject> snp = file.optionalObject("snp");
        if (snp.isPresent()) {
            policy = policy.with(snp(snp.get(), policy.snp()));
        }
        policy = policy.with(app(file));
        return file.bool("insecure_allow_debug", false) ? policy.withInsecureAllowDebug() : policy;
    }

    private static AppraisalPolicy accepting(JsonObject file, AppraisalPolicy policy, String name)
            throws MalformedEvidenceException {
        try {
            return policy.accepting(name);
        } catch (IllegalArgumentException e) {
            throw file.fault(Malformation.BAD_VALUE, "accept", "one of " + String.join(", ", AppraisalPolicy.names()));
        }
    }

    private static ExpectedApp app(JsonObject file) throws MalformedEvidenceException {
        ExpectedApp app = ExpectedApp.ANY;
        if (file.members().containsKey("compose_hash")) {
            app = app.withComposeHash(file.hex("compose_hash", 32));
        }
        if (file.members().containsKey("app_id")) {
            app = app.withAppId(file.hex("app_id", 20));
        }
        Optional<JsonObject> events = file.optionalObject("require_events");
        if (events.isEmpty()) {
            return app;
        }
        refuseEmpty(events.get());
        for (String name : events.get().members().keySet()) {
            try {
                app = app.withEvent(name, events.get().hex(name));
            } catch (IllegalArgumentException e) {
                throw events.get().fault(Malformation.BAD_VALUE, name, "a name of an event other than system-ready");
            }
        }
        return app;
    }

    private static SnpPolicy snp(JsonObject demands, SnpPolicy strict) throws MalformedEvidenceException {
        refuseEmpty(demands);
        Set<String> known = new TreeSet<>(Set.of("expect", "require_crl"));
        SnpPolicy policy = strict;
        for (SnpDemand demand : SnpDemand.values()) {
            String name = demand.name().toLowerCase(Locale.ROOT);
            known.add(name);
            for (String value : texts(demands, name)) {
                policy = added(demands, name, demand.form(), value, policy, demand::addedTo);
            }
        }
        refuseUnknown(demands, known);
        Optional<JsonObject> expect = demands.optionalObject("expect");
        if (expect.isPresent()) {
            policy = expectedGuest(expect.get(), policy);
        }
        return demands.bool("require_crl", false)
                ? policy.toBuilder().requireCrl().build()
                : policy;
    }

    private static SnpPolicy expectedGuest(JsonObject expect, SnpPolicy given) throws MalformedEvidenceException {
        refuseEmpty(expect);
        Set<String> known = new TreeSet<>();
        SnpPolicy policy = given;
        for (ExpectedGuest.Field field : ExpectedGuest.Field.values()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            known.add(name);
            for (String value : texts(expect, name)) {
                policy = added(
                        expect,
                        name,
                        field.size() + " bytes in hexadecimal text",
                        value,
                        policy,
                        (before, hex) -> SnpDemand.expecting(before, field, hex));
            }
        }
        refuseUnknown(expect, known);
        return policy;
    }

    private static SnpPolicy added(
            JsonObject object,
            String name,
            String form,
            String value,
            SnpPolicy policy,
            BiFunction<SnpPolicy, String, SnpPolicy> demand)
            throws MalformedEvidenceException {
        try {
            return demand.apply(policy, value);
        } catch (IllegalArgumentException e) {
            throw object.fault(Malformation.BAD_VALUE, name, form);
        }
    }

    private static TcbPolicy tcb(JsonObject file, TcbPolicy strict) throws MalformedEvidenceException {
        TcbPolicy tcb = strict;
        Optional<JsonObject> ages = file.optionalObject("greatest_age");
        if (ages.isPresent()) {
            refuseEmpty(ages.get());
            refuseUnknown(ages.get(), ages.get().members().keySet());
            for (String name : ages.get().members().keySet()) {
                TcbStatus status = TcbStatus.of(name)
                        .filter(known -> known != TcbStatus.REVOKED)
                        .orElseThrow(() ->
                                file.fault(Malformation.BAD_VALUE, "greatest_age", "TCB statuses other than Revoked"));
                tcb = tcb.accepting(status, days(ages.get(), name));
            }
        }
        for (String advisory : advisories(file, "deny_advisories", texts(file, "deny_advisories"))) {
            tcb = tcb.denying(advisory);
        }
        Optional<JsonArray> allowed = file.optionalArray("allow_advisories");
        if (allowed.isPresent()) {
            tcb = tcb.allowingOnly(Set.copyOf(
                    advisories(file, "allow_advisories", allowed.get().strings())));
        }
        if (file.optional("least_evaluation").isPresent()) {
            tcb = tcb.leastEvaluationDataNumber((int) file.unsigned("least_evaluation", Integer.MAX_VALUE));
        }
        Optional<String> date = file.optionalString("least_tcb_date");
        if (date.isPresent()) {
            tcb = tcb.leastTcbDate(instant(file, date.get()));
        }
        return tcb;
    }

    private static Duration days(JsonObject ages, String name) throws MalformedEvidenceException {
        String text = ages.string(name);
        if (text.matches("\\d{1,5}d")) {
            Duration age = Duration.ofDays(Integer.parseInt(text.substring(0, text.length() - 1)));
            if (age.compareTo(TcbPolicy.MAX_AGE) <= 0) {
                return age;
            }
        }
        throw ages.fault(Malformation.BAD_VALUE, name, "a number of days such as 90d, at most 36500d");
    }

    private static Instant instant(JsonObject file, String text) throws MalformedEvidenceException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw file.fault(Malformation.BAD_VALUE, "least_tcb_date", "a date as YYYY-MM-DDThh:mm:ssZ");
        }
    }

    private static ExpectedReport expected(JsonObject expect) throws MalformedEvidenceException {
        refuseEmpty(expect);
        Set<String> known = new TreeSet<>(Set.of("least_isv_svn"));
        ExpectedReport expected = ExpectedReport.ANY;
        for (ExpectedReport.Field field : ExpectedReport.Field.values()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            known.add(name);
            for (String value : texts(expect, name)) {
                expected = with(expect, name, expected, field, value);
            }
        }
        refuseUnknown(expect, known);
        return expect.optional("least_isv_svn").isPresent()
                ? expected.withLeastIsvSvn((int) expect.unsigned("least_isv_svn", 0xffff))
                : expected;
    }

    private static ExpectedReport with(
            JsonObject expect, String name, ExpectedReport expected, ExpectedReport.Field field, String hex)
            throws MalformedEvidenceException {
        try {
            return expected.with(field, Hex.decode(hex, expect.path() + "." + name));
        } catch (IllegalArgumentException e) {
            throw expect.fault(Malformation.BAD_VALUE, name, field.size() + " bytes in hexadecimal text");
        }
    }

    /** A text, or a list of texts that says something; none if the member is absent. */
    private static List<String> texts(JsonObject object, String name) throws MalformedEvidenceException {
        Optional<JsonValue> value = object.optional(name);
        if (value.isEmpty()) {
            return List.of();
        }
        List<String> texts = switch (value.get()) {
            case JsonString text -> List.of(text.value());
            case JsonArray list -> list.strings();
            default -> throw object.fault(Malformation.WRONG_TYPE, name, "a text or a list of texts");
        };
        if (texts.isEmpty() || texts.contains("")) {
            throw object.fault(Malformation.BAD_LENGTH, name, "a value; leave the member out to ask for nothing");
        }
        return texts;
    }

    private static void refuseEmpty(JsonObject object) throws MalformedEvidenceException {
        if (object.members().isEmpty()) {
            throw new MalformedEvidenceException(
                    Malformation.BAD_LENGTH, object.path(), 0, "a member; leave it out to ask for nothing");
        }
    }

    /** Advisories as Intel names them: a rule about one that cannot exist would never bite. */
    private static List<String> advisories(JsonObject file, String name, List<String> listed)
            throws MalformedEvidenceException {
        for (String advisory : listed) {
            if (!TcbPolicy.isAdvisory(advisory)) {
                throw file.fault(Malformation.BAD_VALUE, name, "advisories such as INTEL-SA-00960");
            }
        }
        return listed;
    }

    private static void refuseUnknown(JsonObject object, Set<String> known) throws MalformedEvidenceException {
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            if (member.getValue() instanceof JsonNull) {
                throw object.fault(
                        Malformation.WRONG_TYPE, member.getKey(), "a value; leave the member out to ask for nothing");
            }
            if (!known.contains(member.getKey())) {
                throw object.fault(
                        Malformation.BAD_VALUE,
                        member.getKey(),
                        "one of the members " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }
}

package dev.teeproof.dstack;

import static dev.teeproof.dstack.DstackPolicyCheck.EXPECTED_APP_ID;
import static dev.teeproof.dstack.DstackPolicyCheck.EXPECTED_COMPOSE_HASH;
import static dev.teeproof.dstack.DstackPolicyCheck.REQUIRED_EVENT;
import static dev.teeproof.eventlog.dstack.EventLogVersion.V1;
import static dev.teeproof.eventlog.dstack.EventLogVersion.V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.result.Check;
import dev.teeproof.result.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExpectedAppTest {

    private static final Bytes COMPOSE = Bytes.hex("c0".repeat(32));
    private static final Bytes APP = Bytes.hex("c0".repeat(20));
    private static final RuntimeEvent READY = event("system-ready", "", V1);

    private static RuntimeEvent event(String name, String hex, EventLogVersion version) {
        return new RuntimeEvent(name, Bytes.hex(hex), version);
    }

    private static RuntimeLog log(RuntimeEvent... events) {
        return new RuntimeLog(List.of(events));
    }

    private static Check required(String name, String hex, RuntimeEvent... events) {
        return ExpectedApp.ANY
                .withEvent(name, Bytes.hex(hex))
                .check(log(events))
                .get(0);
    }

    @Test
    void nothingIsDemandedByDefault() {
        assertThat(ExpectedApp.ANY.checks()).isEmpty();
        assertThat(ExpectedApp.ANY.check(log(READY))).isEmpty();
        assertThat(ExpectedApp.ANY.missing("x")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EventLogVersion.class)
    void anEventIsFoundWhateverItsVersion(EventLogVersion version) {
        Check check = required("a", "0102", event("b", "", version), event("a", "0102", version), READY);

        assertThat(check.code()).isEqualTo(REQUIRED_EVENT);
        assertThat(check.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(check.expected()).contains("a=0102");
        assertThat(check.actual()).contains("a=0102");
    }

    @Test
    void anEmptyPayloadIsOneToo() {
        assertThat(required("a", "", event("a", "", V1), READY).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(required("a", "", event("a", "00", V1), READY).statement())
                .isEqualTo("the event a: expected an empty payload, actual 00");
    }

    static Stream<Arguments> refusals() {
        RuntimeEvent right = event("a", "01", V1);
        return Stream.of(
                refusal("02", event("a", "02", V1), READY),
                refusal("0100", event("a", "0100", V2), READY),
                refusal("not in the log", READY),
                refusal("not in the log before system-ready, only behind it, where the app measures", READY, right),
                refusal("stands 2 times in the log before system-ready", right, right, READY),
                refusal("stands 2 times in the log before system-ready", right, event("a", "02", V2), READY),
                refusal("unknown: the log has no system-ready, so the app could have measured all of it", right),
                refusal("not in the log", event("A", "01", V1), READY));
    }

    private static Arguments refusal(String actual, RuntimeEvent... events) {
        return Arguments.of(actual, List.of(events));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void aRefusalNamesTheEventAndBothValues(String actual, List<RuntimeEvent> events) {
        Check check = required("a", "01", events.toArray(RuntimeEvent[]::new));

        assertThat(check.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(check.statement()).isEqualTo("the event a: expected 01, actual " + actual);
        assertThat(check.expected()).contains("a=01");
        assertThat(check.actual()).contains("a=" + actual);
    }

    @Test
    void aDuplicateBehindSystemReadyChangesNothing() {
        RuntimeEvent right = event("a", "01", V1);

        assertThat(required("a", "01", right, READY, right).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void severalEventsAreOneCheckThatListsTheFailingOnes() {
        ExpectedApp expected = ExpectedApp.ANY
                .withEvent("c", Bytes.of(3))
                .withEvent("a", Bytes.of(1))
                .withEvent("b", Bytes.of(2));
        List<Check> checks = expected.check(log(event("a", "01", V1), event("b", "ff", V1), READY));

        assertThat(checks)
                .singleElement()
                .returns(
                        "the event b: expected 02, actual ff; the event c: expected 03, actual not in the log",
                        Check::statement)
                .returns(Optional.of("a=01, b=02, c=03"), Check::expected);
    }

    /** Version 1 hashes name, colon, payload: "a:b" with "c" is "a" with "b:c". */
    @ParameterizedTest
    @CsvSource({"a:b, 63", "a, 623a63"})
    void aNameWithAColonIsNeverFoundAmongEventsThatCouldBeSplitOtherwise(String name, String payload) {
        assertThat(required("a:b", "63", event(name, payload, V1), READY).statement())
                .startsWith("the event a:b: expected 63, actual ambiguous: the name has a colon");
        assertThat(required("a:b", "63", event("a:b", "63", V2), event(name, payload, V1), READY)
                        .outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(required("a:b", "63", event("a:b", "63", V2), READY).outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void theAppIdFollowsFromTheComposeHashUnlessAnotherOneIsDemanded() {
        RuntimeLog log = log(event("app-id", APP.toHex(), V1), event("compose-hash", COMPOSE.toHex(), V1), READY);
        RuntimeLog custom =
                log(event("app-id", "aa".repeat(20), V1), event("compose-hash", COMPOSE.toHex(), V1), READY);
        ExpectedApp expected = ExpectedApp.ANY.withComposeHash(COMPOSE);

        assertThat(expected.checks()).containsExactly(EXPECTED_COMPOSE_HASH, EXPECTED_APP_ID);
        assertThat(expected.check(log)).extracting(Check::outcome).containsOnly(Outcome.PASSED);
        assertThat(expected.check(custom).get(1).statement())
                .isEqualTo("the event app-id is not what the policy demands: expected " + APP + ", actual "
                        + "aa".repeat(20));
        assertThat(expected.withAppId(Bytes.hex("aa".repeat(20))).check(custom))
                .extracting(Check::outcome)
                .containsOnly(Outcome.PASSED);
        assertThat(ExpectedApp.ANY.withAppId(APP).checks()).containsExactly(EXPECTED_APP_ID);
    }

    @Test
    void aClaimMatchesOnlyWhereTheEventIsFulfilled() {
        RuntimeEvent app = event("app-id", APP.toHex(), V1);
        RuntimeEvent compose = event("compose-hash", COMPOSE.toHex(), V1);
        ExpectedApp expected = ExpectedApp.ANY.withComposeHash(COMPOSE).withEvent("x", Bytes.of(1));

        assertThat(expected.isFulfilled(log(app, compose, READY), "app-id")).isTrue();
        assertThat(expected.isFulfilled(log(app, compose, READY), "compose-hash"))
                .isTrue();
        assertThat(expected.isFulfilled(log(app, compose), "compose-hash")).isFalse();
        assertThat(expected.isFulfilled(log(app, compose, READY), "x")).isFalse();
        assertThat(expected.isFulfilled(log(app, compose, READY), "instance-id"))
                .isFalse();
    }

    @Test
    void demandsThatContradictEachOtherOrSayNothingAreRefused() {
        ExpectedApp one = ExpectedApp.ANY
                .withEvent("a", Bytes.of(1))
                .withComposeHash(COMPOSE)
                .withAppId(APP);

        assertThat(one.withEvent("a", Bytes.of(1))).isEqualTo(one);
        assertThatThrownBy(() -> one.withEvent("a", Bytes.of(2)))
                .hasMessage("two payloads are demanded of the event a");
        assertThatThrownBy(() -> one.withComposeHash(Bytes.zeros(32))).hasMessage("two compose hashes are demanded");
        assertThatThrownBy(() -> one.withAppId(Bytes.zeros(20))).hasMessage("two app ids are demanded");
        assertThatThrownBy(() -> ExpectedApp.ANY.withComposeHash(APP))
                .hasMessage("a compose hash has 32 bytes, not 20");
        assertThatThrownBy(() -> ExpectedApp.ANY.withAppId(COMPOSE)).hasMessage("an app id has 20 bytes, not 32");
        assertThatThrownBy(() -> ExpectedApp.ANY.withEvent("", APP)).hasMessage("an event has a name");
        assertThatThrownBy(() -> new ExpectedApp(Map.of("system-ready", APP), Optional.empty(), Optional.empty()))
                .hasMessageStartingWith("system-ready need not be demanded");
    }

    @Test
    void aLongPayloadIsToldByItsHash() {
        String words =
                required("a", "01", event("a", "02".repeat(65), V1), READY).statement();

        assertThat(words).contains("02".repeat(32) + "… (65 bytes, SHA-256 ").doesNotContain("02".repeat(33));
    }
}

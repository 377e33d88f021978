package dev.teeproof.eventlog.dstack;

import static dev.teeproof.codec.Malformation.BAD_VALUE;
import static dev.teeproof.eventlog.dstack.EventLogVersion.V1;
import static dev.teeproof.eventlog.dstack.EventLogVersion.V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.crypto.Digest;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreimageTest {

    @ParameterizedTest
    @ValueSource(strings = {"preimage", "hash_input"})
    void eitherNameIsRead(String name) throws Exception {
        assertThat(read("\"" + name + "\":\"7b7d\"").suppliedPreimage()).contains("7b7d");
    }

    @Test
    void bothNamesMayStandWhereTheyAgreeInWhateverCase() throws Exception {
        TdxEvent both = read("\"preimage\":\"7b7d\",\"hash_input\":\"7B7D\"");

        assertThat(both.preimage()).contains("7b7d");
        assertThat(both.hashInput()).contains("7B7D");
        assertThat(Json.write(both.toJson())).endsWith("\"preimage\":\"7b7d\",\"hash_input\":\"7B7D\"}");
    }

    @Test
    void bothNamesMustNotDisagree() {
        MalformedEvidenceException fault = catchThrowableOfType(
                MalformedEvidenceException.class, () -> read("\"preimage\":\"7b7d\",\"hash_input\":\"7b7e\""));

        assertThat(fault.code()).isEqualTo(BAD_VALUE);
        assertThat(fault.path()).isEqualTo("event.hash_input");
    }

    @ParameterizedTest
    @EnumSource(EventLogVersion.class)
    void hashInputIsTheTextOfTheHashedBytesInBothVersions(EventLogVersion version) throws Exception {
        TdxEvent event = TdxEvent.ofRuntime(new RuntimeEvent("app-id", Bytes.hex("deadbeef"), version));

        TdxEvent withIt = event.withHashInput();

        Bytes input = Bytes.hex(withIt.hashInput().orElseThrow());
        assertThat(Digest.SHA_384.of(input)).isEqualTo(event.digest());
        assertThat(withIt.preimage()).isEmpty();
        assertThat(TdxEvent.readJson(Json.readObject(Bytes.utf8(Json.write(withIt.toJson())), "event")))
                .isEqualTo(withIt);
    }

    @Test
    void aBootEventNeverHasHashInput() throws Exception {
        TdxEvent boot = new TdxEvent(0, 4, Bytes.zeros(48), "", Bytes.empty(), EventLogVersion.V1, Optional.empty());

        assertThat(boot.withHashInput()).isEqualTo(boot);
    }

    @ParameterizedTest
    @EnumSource(EventLogVersion.class)
    void theEventsOwnPreimageAgreesInEitherCase(EventLogVersion version) {
        String own = new RuntimeEvent("app-id", Bytes.hex("deadbeef"), version)
                .preimage()
                .toHex();

        assertThat(event(version, own).preimageAgrees()).isTrue();
        assertThat(event(version, own.toUpperCase(Locale.ROOT)).preimageAgrees())
                .isTrue();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "V1, 010000083a6170702d69643adeadbee0",
        "V1, 010000083a6170702d69643adeadbeef00",
        "V1, 0x010000083a6170702d69643adeadbeef",
        "V1, 010000083a6170702d69643adeadbee",
        "V1, ''",
        "V2, 010000083a6170702d69643adeadbeef",
        "V2, 7b7d",
        "V2, zz",
        "V2, 7b2"
    })
    void whatIsNotTheEventsOwnPreimageDoesNotAgree(EventLogVersion version, String supplied) {
        assertThat(event(version, supplied).preimageAgrees()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(EventLogVersion.class)
    void anEventWithoutOneHasNothingToDisagreeWith(EventLogVersion version) {
        assertThat(new TdxEvent(3, 0x08000001L, Bytes.empty(), "a", Bytes.empty(), version, Optional.empty())
                        .preimageAgrees())
                .isTrue();
    }

    @Test
    void aBootEventHasNoPreimageToSupply() {
        TdxEvent boot = new TdxEvent(0, 4, Bytes.zeros(48), "", Bytes.zeros(4), V1, Optional.of("00000000"));

        assertThat(boot.preimageAgrees()).isFalse();
    }

    @Test
    void aGuestSuppliesItForRuntimeEventsOfTheSecondVersionOnly() {
        TdxEvent second = TdxEvent.ofRuntime(new RuntimeEvent("a", Bytes.empty(), V2));
        TdxEvent first = TdxEvent.ofRuntime(new RuntimeEvent("a", Bytes.empty(), V1));
        TdxEvent boot = new TdxEvent(0, 4, Bytes.zeros(48), "", Bytes.empty(), V2, Optional.empty());
        TdxEvent supplied = event(V2, "7b7d");

        assertThat(second.withV2Preimage().preimage())
                .contains(Bytes.utf8("{\"name\":\"a\",\"payload\":\"\",\"type\":134217729}")
                        .toHex());
        assertThat(first.withV2Preimage()).isEqualTo(first);
        assertThat(boot.withV2Preimage()).isEqualTo(boot);
        assertThat(supplied.withV2Preimage()).isEqualTo(supplied);
    }

    private static TdxEvent event(EventLogVersion version, String preimage) {
        return new TdxEvent(
                3, 0x08000001L, Bytes.empty(), "app-id", Bytes.hex("deadbeef"), version, Optional.of(preimage));
    }

    private static TdxEvent read(String members) throws MalformedEvidenceException {
        String json = "{\"imr\":3,\"event_type\":134217729,\"event\":\"pod\",\"event_payload\":\"\"," + members + "}";
        return TdxEvent.readJson(Json.readObject(Bytes.utf8(json), "event"));
    }
}

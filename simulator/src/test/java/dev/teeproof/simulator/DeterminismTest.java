package dev.teeproof.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.Quote;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeterminismTest {

    private static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");

    /** Everything that a machine says. */
    private static List<Bytes> bytes(TdxBlueprint plan) {
        SimulatedTdx machine = plan.build();
        return List.of(
                machine.quote(),
                machine.attestation().encode(),
                machine.collateralContainer(),
                machine.rootCertificate(),
                machine.ccel());
    }

    @Test
    void theSameSeedAndInstantGiveTheSameBytes() {
        assertThat(bytes(TdxBlueprint.of(7, AT))).isEqualTo(bytes(TdxBlueprint.of(7, AT)));
    }

    @Test
    void anotherSeedGivesOtherKeysAndQuotes() {
        SimulatedTdx one = TdxBlueprint.of(7, AT).build();
        SimulatedTdx other = TdxBlueprint.of(8, AT).build();

        assertThat(other.quote()).isNotEqualTo(one.quote());
        assertThat(other.rootCertificate()).isNotEqualTo(one.rootCertificate());
        assertThat(other.collateralContainer()).isNotEqualTo(one.collateralContainer());
        assertThat(other.root().publicKey()).isNotEqualTo(one.root().publicKey());
    }

    @Test
    void anotherInstantGivesOtherDatesUnderTheSameKeys() {
        SimulatedTdx one = TdxBlueprint.of(7, AT).build();
        SimulatedTdx later = TdxBlueprint.of(7, AT.plusSeconds(1)).build();

        assertThat(later.rootCertificate()).isNotEqualTo(one.rootCertificate());
        assertThat(later.root().subjectPublicKeyInfo()).isEqualTo(one.root().subjectPublicKeyInfo());
    }

    @Test
    void partsOfASecondAreCutOff() {
        assertThat(bytes(TdxBlueprint.of(7, AT.plusMillis(999)))).isEqualTo(bytes(TdxBlueprint.of(7, AT)));
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultChangesEvidenceOrCollateral(Fault fault) {
        TdxBlueprint plan = TdxBlueprint.of(7, AT);

        assertThat(bytes(fault.in(plan))).isNotEqualTo(bytes(plan));
        assertThat(fault.words()).isNotBlank();
    }

    @Test
    void aChangedCopyLeavesTheBlueprintAsItWas() {
        TdxBlueprint plan = TdxBlueprint.of(7, AT);
        List<Bytes> before = bytes(plan);

        for (Fault fault : Fault.values()) {
            assertThat(fault.in(plan)).isNotSameAs(plan);
        }

        assertThat(bytes(plan)).isEqualTo(before);
    }

    @Test
    void eventsOfVersionTwoNeedMessagePack() {
        Bytes v1 = TdxBlueprint.of(7, AT).build().attestation().encode();
        Bytes v2 = TdxBlueprint.of(7, AT)
                .eventVersions(EventLogVersion.V2)
                .build()
                .attestation()
                .encode();

        assertThat(v1.at(0)).isZero();
        assertThat(v2.at(0) & 0xf0).isEqualTo(0x80);
    }

    @Test
    void theQuoteIsReadWholeAndHasNothingBehindIt() throws Exception {
        SimulatedTdx machine = TdxBlueprint.of(7, AT).build();
        Quote quote = Quote.parse(machine.quote());

        assertThat(quote.core()).isEqualTo(machine.quote());
        assertThat(quote.trailingBytes()).isZero();
        assertThat(quote.header().version()).isEqualTo(4);
    }
}

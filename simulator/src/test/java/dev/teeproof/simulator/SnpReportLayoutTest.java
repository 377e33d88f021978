package dev.teeproof.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.teeproof.codec.Bytes;
import dev.teeproof.snp.FirmwareVersion;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.SnpReport;
import dev.teeproof.snp.TcbLayout;
import dev.teeproof.snp.TcbVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SnpReportLayoutTest {

    private static final SnpBlueprint MILAN = SnpBlueprint.of(SnpProduct.MILAN, 7, SnpEvidence.AT);
    private static final Bytes ID_16 = Bytes.hex("a1".repeat(16));
    private static final Bytes ID_32 = Bytes.hex("b2".repeat(32));
    private static final Bytes ID_48 = Bytes.hex("c3".repeat(48));

    @ParameterizedTest
    @CsvSource({"2, false, false", "3, true, false", "4, true, false", "5, true, true"})
    void laterVersionsTellOfTheProcessorAndOfMitigations(int version, boolean cpuid, boolean mitigations)
            throws Exception {
        SnpReport report = report(MILAN.version(version));

        assertThat(report.version()).isEqualTo(version);
        assertThat(report.cpuid().isPresent()).isEqualTo(cpuid);
        assertThat(report.launchMitVector().isPresent()).isEqualTo(mitigations);
        assertThat(report.bytes().slice(0x1f8, 0x208).isZero()).isEqualTo(!mitigations);
    }

    @ParameterizedTest
    @EnumSource
    void eachLineHasItsLayoutOfTcbVersionsAndItsLengthOfChipIds(SnpProduct product) throws Exception {
        SnpBlueprint plan = SnpBlueprint.of(product, 7, SnpEvidence.AT);
        SnpReport report = report(plan);

        assertThat(report.product()).contains(product);
        assertThat(report.reportedTcb()).isEqualTo(plan.reportedTcb().bytes());
        assertThat(report.chipId()).isEqualTo(plan.chipId());
        assertThat(report.chipId().slice(0, 8).isZero()).isFalse();
        assertThat(report.chipId().slice(8, 64).isZero()).isEqualTo(product == SnpProduct.TURIN);
    }

    @Test
    void theReportOfATurinChipHasItsComponentsInOtherPlaces() throws Exception {
        SnpReport report = report(SnpBlueprint.of(SnpProduct.TURIN, 7, SnpEvidence.AT)
                .tcb(new TcbVersion(TcbLayout.TURIN, 1, 2, 3, 4, 200)));

        assertThat(report.currentTcb().toHex()).isEqualTo("01020304000000c8");
        assertThat(report.bytes().slice(0x188, 0x18b).toHex()).isEqualTo("1a0201");
    }

    @Test
    void everyFieldStandsWhereItsNameSays() throws Exception {
        SnpReport report = report(MILAN.version(5)
                .guestSvn(65547)
                .policy(0x3001f)
                .ids(ID_16, ID_16)
                .vmpl(2)
                .platformInfo(0x67)
                .keyInfo(1)
                .reportData(ID_32)
                .measurement(ID_48)
                .hostData(ID_32)
                .keyDigests(ID_48, ID_48)
                .reportId(ID_32)
                .migrationAgent(ID_32)
                .currentVersion(new FirmwareVersion(1, 56, 2))
                .committedVersion(new FirmwareVersion(1, 55, 29))
                .mitigations(Bytes.of(1, 0, 0, 0, 0, 0, 0, 0), Bytes.of(0x3f, 0, 0, 0, 0, 0, 0, 0)));

        assertThat(report.guestSvn()).isEqualTo(65547);
        assertThat(report.policy().bits()).isEqualTo(0x3001f);
        assertThat(report.familyId()).isEqualTo(ID_16);
        assertThat(report.imageId()).isEqualTo(ID_16);
        assertThat(report.vmpl()).isEqualTo(2);
        assertThat(report.platformInfo().bits()).isEqualTo(0x67);
        assertThat(report.keyInfo().authorKeyEnabled()).isTrue();
        assertThat(report.reportData()).isEqualTo(Bytes.concat(ID_32, Bytes.zeros(32)));
        assertThat(report.measurement()).isEqualTo(ID_48);
        assertThat(report.hostData()).isEqualTo(ID_32);
        assertThat(report.idKeyDigest()).isEqualTo(ID_48);
        assertThat(report.authorKeyDigest()).isEqualTo(ID_48);
        assertThat(report.reportId()).isEqualTo(ID_32);
        assertThat(report.reportIdMa()).isEqualTo(ID_32);
        assertThat(report.currentVersion()).hasToString("1.56.2");
        assertThat(report.committedVersion()).hasToString("1.55.29");
        assertThat(report.launchMitVector()).hasValue(1);
        assertThat(report.currentMitVector()).hasValue(0x3f);
        assertThat(SnpEvidence.findings(
                        MILAN.policy(0x3001f).guestSvn(4).mint(), MILAN.mint().trustAnchors()))
                .isEmpty();
    }

    @Test
    void theFourTcbVersionsAreChangedApart() throws Exception {
        TcbVersion other = new TcbVersion(TcbLayout.MILAN_GENOA, 0, 3, 1, 20, 128);
        Bytes usual = MILAN.reportedTcb().bytes();

        SnpReport current = report(MILAN.currentTcb(other));
        SnpReport committed = report(MILAN.committedTcb(other));
        SnpReport launch = report(MILAN.launchTcb(other));

        assertThat(current.currentTcb().toHex()).isEqualTo("0301000000001480");
        assertThat(committed.committedTcb()).isEqualTo(other.bytes());
        assertThat(committed.currentTcb()).isEqualTo(usual);
        assertThat(launch.launchTcb()).isEqualTo(other.bytes());
        assertThat(launch.reportedTcb()).isEqualTo(usual);
    }

    @Test
    void aProvidersKeyIsNamedAndShowsNoChip() throws Exception {
        SnpReport report = report(MILAN.signingKey(SigningKey.VLEK));

        assertThat(report.keyInfo().bits()).isEqualTo(4);
        assertThat(report.chipIdMasked()).isTrue();
    }

    @Test
    void aFirmwareThatMayNotSignLeavesTheSignatureZero() {
        Bytes report = MILAN.maskedChipKey().mint().report();

        assertThat(report.slice(0x2a0, 0x4a0).isZero()).isTrue();
        assertThat(report.at(0x48)).isEqualTo(2);
    }

    @Test
    void chipIdsOfAnotherLengthAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> MILAN.chip(ID_16));
    }

    private static SnpReport report(SnpBlueprint plan) throws Exception {
        return SnpReport.parse(plan.mint().report());
    }
}

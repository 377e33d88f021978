package dev.teeproof.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.RegisterBank.Value;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.Content.ImaTemplate;
import dev.teeproof.eventlog.model.Content.Management;
import dev.teeproof.eventlog.model.Content.NelrLine;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {

    private static final Bytes ONES = Bytes.ofRepeated(1, 32);
    private static final EventDigest DIGEST = new EventDigest(HashAlgorithm.SHA256, ONES);
    private static final PcClient SEPARATOR = new PcClient(EventType.EV_SEPARATOR, Bytes.zeros(4));

    private static LogRecord record(RegisterIndex register, Content content, EventDigest... digests) {
        return new LogRecord(0, register, List.of(digests), content);
    }

    private static Bytes extended(Bytes from) {
        return Digest.SHA_256.of(from, ONES);
    }

    private static Bytes value(Replay replay, RegisterIndex register) {
        return replay.value(register, HashAlgorithm.SHA256).orElseThrow();
    }

    private static Value only(Replay replay, RegisterIndex register, HashAlgorithm bank) {
        RegisterBank.Register held =
                Objects.requireNonNull(replay.registers().registers().get(register.canonical()));
        return Objects.requireNonNull(held.values().get(bank));
    }

    @Test
    void registersBeginWithZeros() {
        Replay replay = Replay.start().add(record(new Pcr(1), SEPARATOR, DIGEST));

        assertThat(value(replay, new Pcr(1))).isEqualTo(extended(Bytes.zeros(32)));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18, 22})
    void registersOfADynamicLaunchBeginWithOnes(int pcr) {
        Replay replay = Replay.start().add(record(new Pcr(pcr), SEPARATOR, DIGEST));

        assertThat(value(replay, new Pcr(pcr))).isEqualTo(extended(Bytes.ofRepeated(0xff, 32)));
    }

    @Test
    void theCallerMayKnowBetter() {
        Replay replay = Replay.start()
                .from(InitialValues.POWER_ON.with(new Pcr(17), ONES))
                .add(record(new Pcr(17), SEPARATOR, DIGEST));

        assertThat(value(replay, new Pcr(17))).isEqualTo(extended(ONES));
    }

    private static PcClient locality(int locality) {
        return new PcClient(EventType.EV_NO_ACTION, Bytes.concat(Bytes.utf8("StartupLocality\0"), Bytes.of(locality)));
    }

    private static Bytes startedAt(int locality) {
        return Bytes.concat(Bytes.zeros(31), Bytes.of(locality));
    }

    @Test
    void pcr0BeginsWithTheLocalityOfTheStart() {
        Replay replay = Replay.start()
                .add(record(new Pcr(0), locality(3)))
                .add(record(new Pcr(0), SEPARATOR, DIGEST))
                .add(record(new Pcr(1), SEPARATOR, DIGEST));

        assertThat(value(replay, new Pcr(0))).isEqualTo(extended(startedAt(3)));
        assertThat(value(replay, new Pcr(1))).isEqualTo(extended(Bytes.zeros(32)));
    }

    @Test
    void aLocalityThatIsToldTooLateOrElsewhereChangesNothing() {
        Replay late = Replay.start().add(record(new Pcr(0), SEPARATOR, DIGEST)).add(record(new Pcr(0), locality(3)));
        Replay elsewhere = Replay.start()
                .add(record(new Pcr(1), locality(3)))
                .add(record(new CcMr(0), locality(3)))
                .add(record(new Pcr(1), SEPARATOR, DIGEST));

        assertThat(value(late, new Pcr(0))).isEqualTo(extended(Bytes.zeros(32)));
        assertThat(value(elsewhere, new Pcr(1))).isEqualTo(extended(Bytes.zeros(32)));
    }

    @Test
    void aMeasuredRootOfTrustStartsAtLocality4() {
        Replay replay = Replay.start()
                .add(record(new Pcr(0), new PcClient(EventType.EV_EFI_HCRTM_EVENT, Bytes.utf8("HCRTM")), DIGEST));

        assertThat(value(replay, new Pcr(0))).isEqualTo(extended(startedAt(4)));
    }

    @Test
    void whatIsNotMeasuredIsNotExtended() {
        Replay replay = Replay.start()
                .add(record(new CcMr(1), new PcClient(EventType.EV_NO_ACTION, Bytes.empty()), DIGEST))
                .add(record(new CcMr(1), new Management.CelVersion(1, 0), DIGEST))
                .add(record(new CcMr(1), new Management.FirmwareEnd(), DIGEST));

        assertThat(replay.registers().registers()).isEmpty();
        assertThat(replay.records()).isEqualTo(3);
        replay.add(record(new CcMr(1), new Management.StateTransition(1), DIGEST));
        assertThat(value(replay, new CcMr(1))).isEqualTo(extended(Bytes.zeros(32)));
    }

    @Test
    void anRtmrIsOneRegisterUnderBothNames() {
        Replay replay = Replay.start()
                .add(record(new Rtmr(2), SEPARATOR, DIGEST))
                .add(record(new CcMr(3), SEPARATOR, DIGEST))
                .add(record(new Pcr(2), SEPARATOR, DIGEST));

        assertThat(value(replay, new Rtmr(2))).isEqualTo(extended(extended(Bytes.zeros(32))));
        assertThat(value(replay, new CcMr(3))).isEqualTo(value(replay, new Rtmr(2)));
        assertThat(replay.registers().registers()).hasSize(2);
    }

    @Test
    void aBankWithAGapIsUnknownAndTheOthersAreNot() {
        EventDigest sha1 = new EventDigest(HashAlgorithm.SHA1, Bytes.zeros(20));
        Replay replay = Replay.start()
                .add(record(new Pcr(1), SEPARATOR, DIGEST, sha1))
                .add(record(new Pcr(1), SEPARATOR, DIGEST));

        assertThat(value(replay, new Pcr(1))).isEqualTo(extended(extended(Bytes.zeros(32))));
        assertThat(only(replay, new Pcr(1), HashAlgorithm.SHA1))
                .isEqualTo(new Value.Unknown("DIGEST_MISSING", 1, "record 1 has no digest for the bank sha1"));
        assertThat(replay.value(new Pcr(1), HashAlgorithm.SHA1)).isEmpty();
    }

    @Test
    void aBankThatBeginsLateIsUnknown() {
        EventDigest sha1 = new EventDigest(HashAlgorithm.SHA1, Bytes.zeros(20));
        Replay replay = Replay.start()
                .add(record(new Pcr(1), SEPARATOR, DIGEST))
                .add(record(new Pcr(1), SEPARATOR, DIGEST, sha1));

        assertThat(only(replay, new Pcr(1), HashAlgorithm.SHA1))
                .isInstanceOfSatisfying(
                        Value.Unknown.class,
                        unknown -> assertThat(unknown.code()).isEqualTo("DIGEST_MISSING"));
    }

    @Test
    void anAlgorithmThatNothingComputesIsNoMismatch() {
        HashAlgorithm unheardOf = HashAlgorithm.ofId(0x7777);
        Replay replay =
                Replay.start().add(record(new Pcr(1), SEPARATOR, new EventDigest(unheardOf, Bytes.zeros(16)), DIGEST));

        assertThat(only(replay, new Pcr(1), unheardOf))
                .isEqualTo(new Value.Unknown("ALGORITHM_UNAVAILABLE", 0, "nothing here computes 0x7777"));
        assertThat(value(replay, new Pcr(1))).isEqualTo(extended(Bytes.zeros(32)));
    }

    @Test
    void aViolationExtendsOnes() {
        ImaTemplate template = new ImaTemplate("ima-ng", Bytes.zeros(8));
        Replay replay = Replay.start()
                .in(Set.of(HashAlgorithm.SHA256))
                .add(record(new Pcr(10), template, new EventDigest(HashAlgorithm.SHA1, Bytes.zeros(20))));

        assertThat(value(replay, new Pcr(10)))
                .isEqualTo(Digest.SHA_256.of(Bytes.zeros(32), Bytes.ofRepeated(0xff, 32)));
    }

    @Test
    void imasTemplatesAreHashedForOtherBanks() {
        ImaTemplate template = new ImaTemplate("ima-ng", Bytes.zeros(8));
        Replay replay = Replay.start()
                .in(Set.of(HashAlgorithm.SHA256))
                .add(record(new Pcr(10), template, new EventDigest(HashAlgorithm.SHA1, Bytes.ofRepeated(1, 20))));

        assertThat(value(replay, new Pcr(10)))
                .isEqualTo(Digest.SHA_256.of(Bytes.zeros(32), Digest.SHA_256.of(Bytes.zeros(8))));
    }

    @Test
    void anInitInTheMiddleHasToAgree() {
        NelrLine good = new NelrLine(
                Bytes.utf8("INIT sha256/" + extended(Bytes.zeros(32)).toHex()));
        NelrLine bad = new NelrLine(Bytes.utf8("INIT sha256/" + ONES.toHex()));

        Replay agreeing =
                Replay.start().add(record(new CcMr(3), SEPARATOR, DIGEST)).add(record(new Rtmr(2), good, DIGEST));
        Replay disagreeing =
                Replay.start().add(record(new CcMr(3), SEPARATOR, DIGEST)).add(record(new Rtmr(2), bad, DIGEST));

        assertThat(value(agreeing, new Rtmr(2))).isEqualTo(extended(extended(Bytes.zeros(32))));
        assertThat(only(disagreeing, new Rtmr(2), HashAlgorithm.SHA256))
                .isInstanceOfSatisfying(
                        Value.Unknown.class,
                        unknown -> assertThat(unknown.code()).isEqualTo("INIT_DISAGREES"));
    }
}

package dev.teeproof.dstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lengths and hashes are dstack's golden encodings. */
class AttestationEncodingTest {

    private static final Bytes QUOTE = Bytes.hex("01020380ff");
    private static final Bytes REPORT_DATA = Bytes.hex("07".repeat(63) + "80");

    private static final TdxEvent POD_ENTRY = new TdxEvent(
            3, 0x08000001L, Bytes.hex("aabbcc"), "pod", Bytes.hex("deadbeef"), EventLogVersion.V1, Optional.empty());

    private static final RuntimeEvent POD_EVENT = new RuntimeEvent("pod", Bytes.hex("cafebabe"), EventLogVersion.V1);

    private static final Attestation POD = new Attestation(
            new Platform.Tdx(QUOTE, new TdxEventLog(List.of(POD_ENTRY))),
            new Stack(REPORT_DATA, new RuntimeLog(List.of(POD_EVENT)), "{}", Optional.of("{\"hello\":\"world\"}")));

    @Test
    void realAttestationsAreEncodedAsTheyWere() throws Exception {
        Bytes guestAgent = RealEvidence.guestAgentBytes();

        assertThat(guestAgent.size()).isEqualTo(9504);
        assertThat(Attestation.decode(guestAgent).encode()).isEqualTo(guestAgent);
        assertThat(RealEvidence.lite().encode().size()).isEqualTo(7305);
        assertThat(Digest.SHA_256.of(RealEvidence.lite().encode()).toHex()).startsWith("bf40f1ce");
    }

    @Test
    void theGuestAgentsAttestationHasTheGoldenMessagePackForm() throws Exception {
        Attestation attestation = RealEvidence.guestAgent();
        Bytes v1 = attestation.encodeV1();

        assertThat(v1.size()).isEqualTo(11479);
        assertThat(Digest.SHA_256.of(v1))
                .isEqualTo(Bytes.hex("eadcb26e5b7c361b819281295e03de0e62cf13b527a3841fc0b6972643ddb0fa"));
        assertThat(Attestation.decode(v1)).isEqualTo(attestation);
    }

    @Test
    void theLiteAttestationHasTheGoldenMessagePackForm() throws Exception {
        Attestation attestation = RealEvidence.lite();
        Bytes v1 = attestation.encodeV1();

        assertThat(v1.size()).isEqualTo(8368);
        assertThat(Digest.SHA_256.of(v1))
                .isEqualTo(Bytes.hex("b00c25ca3391a2f1ff76073f633b368a2a719e49603376e18f68dfdb7e68c927"));
        assertThat(Attestation.decode(v1)).isEqualTo(attestation);
    }

    @Test
    void theStrippedAttestationOfTheGuestAgentIsTheGoldenOne() throws Exception {
        Attestation stripped = RealEvidence.guestAgent().stripped();

        assertThat(RealEvidence.tdx(stripped).eventLog().events()).hasSize(12);
        assertThat(stripped.encode().size()).isEqualTo(6788);
        assertThat(Digest.SHA_256.of(stripped.encode()))
                .isEqualTo(Bytes.hex("6207223948177684ce20bd1835f63b08fb8688a4168cd2587dae64b3e21c7c82"));
        assertThat(stripped.stripped()).isEqualTo(stripped);
        assertThat(stripped.stack()).isEqualTo(RealEvidence.guestAgent().stack());
    }

    @Test
    void theLiteAttestationIsStrippedAlready() throws Exception {
        assertThat(RealEvidence.lite().stripped()).isEqualTo(RealEvidence.lite());
    }

    @Test
    void thePodIsDecodedAndEncodedByteForByte() throws Exception {
        assertThat(Attestation.decode(Bytes.hex(Golden.POD))).isEqualTo(POD);
        assertThat(POD.encode()).isEqualTo(Bytes.hex(Golden.POD));
        assertThat(POD.encodeV1()).isEqualTo(Bytes.hex(Golden.POD));
    }

    @Test
    void eventsOfTheSecondVersionAreDecodedAndEncodedByteForByte() throws Exception {
        Attestation attestation = Attestation.decode(Bytes.hex(Golden.VERSION_2));

        assertThat(RealEvidence.tdx(attestation).eventLog().events())
                .containsExactly(new TdxEvent(
                        3,
                        0x08000001L,
                        Bytes.hex("aabbcc"),
                        "pod",
                        Bytes.hex("deadbeef"),
                        EventLogVersion.V2,
                        Optional.of("7b7d")));
        assertThat(attestation.stack())
                .isEqualTo(new Stack(
                        Bytes.hex("07".repeat(64)),
                        new RuntimeLog(List.of(new RuntimeEvent("pod", Bytes.hex("cafebabe"), EventLogVersion.V2))),
                        "{}",
                        Optional.empty()));
        assertThat(attestation.encode()).isEqualTo(Bytes.hex(Golden.VERSION_2));
    }

    @Test
    void aPodsPayloadNeedsMessagePack() {
        assertThat(POD.encode().at(0)).isEqualTo(0x83);
        assertThat(withoutPayload(POD_EVENT).encode().at(0)).isZero();
    }

    @Test
    void aRuntimeEventOfTheSecondVersionNeedsMessagePack() throws Exception {
        Attestation attestation =
                withoutPayload(POD_EVENT, new RuntimeEvent("pod", Bytes.hex("cafebabe"), EventLogVersion.V2));

        assertThat(attestation.encode()).isEqualTo(attestation.encodeV1());
        assertThat(Attestation.decode(attestation.encode())).isEqualTo(attestation);
    }

    @Test
    void theEventLogAloneDoesNotDecideAndLosesItsVersionsInScale() throws Exception {
        TdxEvent second = new TdxEvent(
                3,
                0x08000001L,
                Bytes.hex("aabbcc"),
                "pod",
                Bytes.hex("deadbeef"),
                EventLogVersion.V2,
                Optional.of("7b7d"));
        Attestation attestation = new Attestation(
                new Platform.Tdx(QUOTE, new TdxEventLog(List.of(second))),
                withoutPayload(POD_EVENT).stack());

        assertThat(attestation.encode()).isEqualTo(withoutPayload(POD_EVENT).encode());
        assertThat(Attestation.decode(attestation.encode())).isEqualTo(withoutPayload(POD_EVENT));
    }

    /** MessagePack does not fix the length, SCALE does. */
    @Test
    void reportDataOfAnotherLengthThan64BytesNeedsMessagePack() throws Exception {
        Stack stack = new Stack(Bytes.hex("0102"), new RuntimeLog(List.of()), "", Optional.empty());
        Attestation attestation = new Attestation(POD.platform(), stack);

        assertThat(Attestation.decode(attestation.encode())).isEqualTo(attestation);
    }

    @Test
    void largeQuotesTakeTheLongerHeaders() {
        assertThat(hexOf(5006)).contains("a571756f7465dc138e00");
        assertThat(hexOf(70_000)).contains("a571756f7465dd0001117000");
    }

    private static String hexOf(int quoteSize) {
        return new Attestation(
                        new Platform.Tdx(Bytes.zeros(quoteSize), new TdxEventLog(List.of())),
                        withoutPayload().stack())
                .encodeV1()
                .toHex();
    }

    private static Attestation withoutPayload(RuntimeEvent... events) {
        return new Attestation(
                POD.platform(), new Stack(REPORT_DATA, new RuntimeLog(List.of(events)), "{}", Optional.empty()));
    }
}

package dev.teeproof.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CertificationDataTest {

    private static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");
    private static final String VERSIONS = "03030202040100050000000000000000" + "0d00" + "0000";

    @ParameterizedTest
    @CsvSource({"1, 16", "2, 256", "3, 384"})
    void thePlatformIsNamedByItsPpidAndVersions(int type, int ppidSize) {
        for (QuoteKind kind : QuoteKind.values()) {
            QuoteFields fields = QuoteFields.of(
                    QuoteBlueprint.of(kind, 7, AT).certificationData(type).build());

            assertThat(fields.certificationType()).isEqualTo(type);
            assertThat(fields.certificationData().size()).isEqualTo(ppidSize + 20);
            assertThat(fields.certificationData().slice(ppidSize, ppidSize + 20).toHex())
                    .isEqualTo(VERSIONS);
        }
    }

    @Test
    void theEncryptedPpidIsTheOneThatThePlatformAsksWith() {
        QuoteBlueprint plan = QuoteBlueprint.of(QuoteKind.SGX_V3, 7, AT).certificationData(3);

        assertThat(QuoteFields.of(plan.build()).certificationData().slice(0, 384))
                .isEqualTo(plan.endorsements().encryptedPpid());
    }

    @ParameterizedTest
    @EnumSource(names = {"SGX_V3", "TDX_V5_TD15"})
    void typeFourIsThePckCertificateInPem(QuoteKind kind) throws Exception {
        SimulatedQuote quote =
                QuoteBlueprint.of(kind, 7, AT).certificationData(4).build();
        List<Certificate> chain = Certificate.readPem(quote.pckChainPem(), "chain");

        assertThat(Certificate.readPem(QuoteFields.of(quote).certificationData(), "leaf"))
                .containsExactly(chain.getFirst());
    }

    @Test
    void typeSevenIsAManifest() {
        QuoteFields fields = QuoteFields.of(
                QuoteBlueprint.of(QuoteKind.TDX_V4, 7, AT).certificationData(7).build());

        assertThat(fields.certificationType()).isEqualTo(7);
        assertThat(fields.certificationData().size()).isEqualTo(539);
    }

    @Test
    void anyContentCanStandUnderAnyType() {
        QuoteBlueprint plan = QuoteBlueprint.of(QuoteKind.TDX_V4, 7, AT).certificationData(3, Bytes.of(1, 2, 3));

        assertThat(QuoteFields.of(plan.build()).certificationData()).isEqualTo(Bytes.of(1, 2, 3));
        assertThat(QuoteFields.of(plan.certificationDataType(0xffff).build()).certificationType())
                .isEqualTo(0xffff);
        assertThat(QuoteFields.of(plan.certificationData(1).build())
                        .certificationData()
                        .size())
                .isEqualTo(36);
    }
}

package dev.teeproof.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.der.DerReader;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.crypto.CertificateRules;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.simulator.TdxBlueprint.Role;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PckAuthorityTest {

    private static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");
    private static final Bytes SGX_EXTENSION = Bytes.hex("2a864886f84d010d01");
    private static final Bytes CRL_DISTRIBUTION_POINTS = Bytes.hex("551d1f");

    @ParameterizedTest
    @CsvSource({"PROCESSOR, 5, Simulated SGX PCK Processor CA", "PLATFORM, 7, Simulated SGX PCK Platform CA"})
    void certificateExtensionAndListAreThoseOfTheAuthority(PckCa authority, int fields, String name) throws Exception {
        QuoteBlueprint plan = QuoteBlueprint.of(QuoteKind.SGX_V3, 7, AT).pckCa(authority);
        List<Certificate> chain = Certificate.readPem(plan.build().pckChainPem(), "chain");
        CertificateRevocationList list =
                CertificateRevocationList.read(plan.endorsements().pckCrl(), "list");
        CertificateRules rules = new CertificateRules(SignatureVerifier.ofPlatform());

        assertThat(fields(chain.getFirst())).isEqualTo(fields);
        assertThat(chain.getFirst().issuer().toString()).contains(name);
        assertThat(rules.issuedBy(chain.getFirst(), chain.get(1))).isEmpty();
        assertThat(rules.signedBy(list, chain.get(1))).isEmpty();
        assertThat(CertificateRules.listOf(chain.get(1), list)).isEmpty();
    }

    @Test
    void anotherModelIsNamedByCertificateAndTcbInfo() throws Exception {
        QuoteBlueprint plan = QuoteBlueprint.of(QuoteKind.TDX_V4, 7, AT).fmspc(Bytes.hex("00806f050000"));

        assertThat(plan.endorsements().tcbInfo().text()).contains("\"fmspc\":\"00806f050000\"");
        assertThat(plan.endorsements().platform().fmspc().toHex()).isEqualTo("00806f050000");
        assertThat(Certificate.readPem(plan.build().pckChainPem(), "chain")
                        .getFirst()
                        .der()
                        .toHex())
                .contains("040600806f050000");
    }

    @Test
    void theRootSaysWhereItsListIsToBeHad() throws Exception {
        String uri = "https://certificates.example/IntelSGXRootCA.der";
        Certificate root = QuoteBlueprint.of(QuoteKind.SGX_V3, 7, AT)
                .certificate(Role.ROOT, spec -> spec.withCrlDistributionPoint(uri))
                .build()
                .root();

        assertThat(root.extension(CRL_DISTRIBUTION_POINTS).orElseThrow().value().toHex())
                .contains(Bytes.utf8(uri).toHex());
    }

    private static int fields(Certificate leaf) throws Exception {
        Bytes value = leaf.extension(SGX_EXTENSION).orElseThrow().value();
        DerReader sequence = DerReader.of(value, "extension").sequence("extension");
        int fields = 0;
        while (sequence.hasMore()) {
            sequence.element("field");
            fields++;
        }
        return fields;
    }
}

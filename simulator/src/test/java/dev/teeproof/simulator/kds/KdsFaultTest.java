package dev.teeproof.simulator.kds;

import static dev.teeproof.simulator.kds.Asking.MILAN;
import static dev.teeproof.simulator.kds.Asking.MILAN_TCB;
import static dev.teeproof.simulator.kds.Asking.MILAN_VCEK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.PemBlocks;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateProfile;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.crypto.CertificateRules;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.snp.VekCertificate;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KdsFaultTest {

    private static final String CHAIN = "/vcek/v1/Milan/cert_chain";
    private static final String CRL = "/vcek/v1/Milan/crl";
    private static final CertificateRules RULES = new CertificateRules(SignatureVerifier.ofJava());

    private SimulatedKds kds;
    private Asking asking;

    @BeforeEach
    void serve() throws Exception {
        KdsBehaviour behaviour = KdsBehaviour.usual()
                .withPatience(Duration.ofMillis(200))
                .withHugeBytes(1 << 20)
                .withRetryAfterSeconds(7);
        kds = SimulatedKds.serving(List.of(MILAN), behaviour);
        asking = new Asking(kds);
    }

    @AfterEach
    void stop() {
        asking.close();
        kds.close();
    }

    @ParameterizedTest
    @CsvSource({"DOWN, 503", "BROKEN, 500", "EMPTY, 404", "TOO_MANY_REQUESTS, 429", "REDIRECT_ELSEWHERE, 302"})
    void someFaultsAreStatuses(KdsFault fault, int status) throws Exception {
        kds.fail(fault);

        assertThat(asking.status(CRL)).isEqualTo(status);
    }

    @Test
    void whoeverAsksTooOftenIsToldHowLongToWait() throws Exception {
        kds.fail(KdsFault.TOO_MANY_REQUESTS);

        assertThat(asking.get(CRL).headers().firstValue("Retry-After")).contains("7");
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "SLOW", "SILENT", "DROPPED", "TRUNCATED"})
    void someFaultsEndTheConnection(KdsFault fault) {
        kds.fail(fault);

        assertThatIOException().isThrownBy(() -> asking.get(CRL));
    }

    @Test
    void aFaultConcernsOnePathOnlyWhereItIsTold() throws Exception {
        kds.fail(KdsFault.DOWN, CRL);

        assertThat(asking.status(CRL)).isEqualTo(503);
        assertThat(asking.status(CHAIN)).isEqualTo(200);
        kds.heal();
        assertThat(asking.status(CRL)).isEqualTo(200);
        assertThatIllegalArgumentException().isThrownBy(() -> kds.fail(KdsFault.REFUSED, CRL));
    }

    @Test
    void hugeAndGarbledBodiesAreNotWhatWasAskedFor() throws Exception {
        kds.fail(KdsFault.HUGE);
        assertThat(asking.body(CRL).size()).isEqualTo(1 << 20);

        kds.fail(KdsFault.GARBAGE);
        assertThat(asking.body(CRL).at(0)).isEqualTo(0xff);
    }

    @Test
    void aRedirectionOnTheSameHostLeadsToTheAnswer() throws Exception {
        kds.fail(KdsFault.REDIRECT_SAME_HOST);
        HttpResponse<byte[]> response = asking.get(MILAN_VCEK + MILAN_TCB);
        String location = response.headers().firstValue("Location").orElseThrow();

        assertThat(location).startsWith(kds.baseUrl() + "/moved/vcek/");
        assertThat(asking.body(location.substring(kds.baseUrl().toString().length())))
                .isEqualTo(MILAN.mint().vek());
    }

    @Test
    void aLiarsCertificatesAndListDoNotVerify() throws Exception {
        kds.fail(KdsFault.LYING);

        assertThat(RULES.issuedBy(vcek(), issuer())).isPresent();
        assertThat(RULES.issuedBy(issuer(), root())).isPresent();
        assertThat(RULES.signedBy(list(), root())).isPresent();
    }

    @Test
    void aStrangersChainIsOfAnotherRoot() throws Exception {
        kds.fail(KdsFault.STRANGER);
        List<Certificate> chain = chain();

        assertThat(RULES.issuedBy(chain.get(0), chain.get(1))).isEmpty();
        assertThat(RULES.issuedBy(chain.get(0), root())).isPresent();
        assertThat(chain.get(1).subject()).isEqualTo(root().subject());
    }

    @Test
    void aStaleListHasRunOutAndIsStillSigned() throws Exception {
        kds.fail(KdsFault.STALE);

        assertThat(list().nextUpdate()).isBefore(Asking.AT);
        assertThat(RULES.signedBy(list(), root())).isEmpty();
    }

    @Test
    void aListCanRevokeTheIssuer() throws Exception {
        assertThat(list().revokes(issuer())).isFalse();

        kds.fail(KdsFault.REVOKED);

        assertThat(list().revokes(issuer())).isTrue();
    }

    @Test
    void aCertificateOfAnotherChipOrTcbIsRightlySigned() throws Exception {
        kds.fail(KdsFault.WRONG_CHIP);
        assertThat(VekCertificate.of(vcek()).hwId()).isPresent().isNotEqualTo(Optional.of(MILAN.chipId()));
        assertThat(RULES.issuedBy(vcek(), issuer())).isEmpty();

        kds.fail(KdsFault.WRONG_TCB);
        assertThat(VekCertificate.of(vcek()).tcb().snp()).isEqualTo(23);
        assertThat(RULES.issuedBy(vcek(), issuer())).isEmpty();
    }

    private Certificate vcek() throws Exception {
        return certificate(asking.body(MILAN_VCEK + MILAN_TCB));
    }

    private List<Certificate> chain() throws Exception {
        List<Bytes> ders = PemBlocks.decode(asking.body(CHAIN), "CERTIFICATE", "chain");
        return List.of(certificate(ders.get(0)), certificate(ders.get(1)));
    }

    private Certificate issuer() throws Exception {
        return chain().getFirst();
    }

    private static Certificate root() throws Exception {
        return certificate(MILAN.mint().root());
    }

    private CertificateRevocationList list() throws Exception {
        return CertificateRevocationList.readAnyForm(asking.body(CRL), CertificateProfile.RSA_PSS_SHA384, "crl");
    }

    private static Certificate certificate(Bytes der) throws Exception {
        return Certificate.read(der, CertificateProfile.RSA_PSS_SHA384, "certificate");
    }
}

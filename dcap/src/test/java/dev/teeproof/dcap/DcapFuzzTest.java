package dev.teeproof.dcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, a reader gives a value or a {@link MalformedEvidenceException}, and nothing else. */
class DcapFuzzTest {

    private static final long SEED = 20260415;

    @FunctionalInterface
    private interface Reader {
        Object read(Bytes bytes) throws MalformedEvidenceException;
    }

    @Test
    void quotesOfRandomAndMutatedBytes() throws Exception {
        Bytes quote = RealQuotes.bytes(RealQuotes.CURRENT);
        int read = tryAll(20_000, quote, Quote::parse);

        assertThat(read).as("mutations that are still quotes").isPositive();
    }

    /** The lengths are where a reader of quotes could go astray, so they get more than their share of mutations. */
    @Test
    void quotesWhoseLengthsAreMutated() throws Exception {
        Bytes quote = RealQuotes.bytes(RealQuotes.CURRENT);
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = quote.toArray();
            for (int at : new int[] {632, 764, 1218, 1252}) {
                for (int k = 0; k < 6; k++) {
                    if (random.nextInt(4) == 0) {
                        bytes[at + k] = (byte) random.nextInt(256);
                    }
                }
            }
            tryOne(Bytes.copyOf(bytes), Quote::parse, i);
        }
    }

    @Test
    void collateralContainers() {
        Bytes container = Bytes.copyOf(Conformance.bytes(RealQuotes.CURRENT_COLLATERAL));

        tryAll(
                3_000,
                container,
                bytes -> Collateral.readContainer(bytes, "fuzz")
                        .tcbInfo()
                        .stated()
                        .fmspc());
    }

    @Test
    void tcbInfosAndQeIdentities() throws Exception {
        Collateral collateral = RealQuotes.collateral(RealQuotes.CURRENT_COLLATERAL);

        int infos = tryAll(4_000, collateral.tcbInfo().document().text(), text -> TcbInfo.read(TcbInfo.parse(text)));
        int identities = tryAll(8_000, collateral.qeIdentity().document().text(), QeIdentity::read);

        assertThat(List.of(infos, identities))
                .as("mutations that are still read")
                .allMatch(n -> n > 0);
    }

    @Test
    void extensionsOfPckCertificates() throws Exception {
        Certificate pck = RealQuotes.authentic(RealQuotes.quote(RealQuotes.CURRENT), RealQuotes.JULY_1)
                .chain()
                .pck();
        Bytes value = pck.extension(PckExtension.OID).orElseThrow().value();

        int read = tryAll(20_000, value, bytes -> PckExtension.read(withExtension(pck, bytes)));

        assertThat(read).as("mutations that are still read").isPositive();
    }

    /** The bytes may do anything to the certificates of the quote as well: authentication refuses, and never throws. */
    @Test
    void quotesThatParseAreAuthenticatedWithoutAnException() throws Exception {
        Bytes quote = RealQuotes.bytes(RealQuotes.CURRENT);
        QuoteVerifier verifier = QuoteVerifier.of(TrustAnchors.intel());
        Random random = new Random(SEED);
        for (int i = 0; i < 300; i++) {
            Bytes mutated = Mutations.of(quote.slice(0, 4936), random);
            try {
                QuoteAuthentication outcome = verifier.authenticate(Quote.parse(mutated), RealQuotes.JULY_1);
                assertThat(outcome.checks()).as("seed %s, round %s", SEED, i).isNotEmpty();
            } catch (MalformedEvidenceException e) {
                assertThat(e.code()).as("seed %s, round %s", SEED, i).isNotNull();
            }
        }
    }

    private static int tryAll(int rounds, Bytes real, Reader reader) {
        Random random = new Random(SEED);
        int read = 0;
        for (int i = 0; i < rounds; i++) {
            boolean noise = i % 10 == 0;
            read += tryOne(noise ? Mutations.noise(random, 2_000) : Mutations.of(real, random), reader, i) ? 1 : 0;
        }
        return read;
    }

    private static boolean tryOne(Bytes bytes, Reader reader, int round) {
        try {
            assertThat(reader.read(bytes)).isNotNull();
            return true;
        } catch (MalformedEvidenceException e) {
            assertThat(e.code()).isNotNull();
            assertThat(e.path()).isNotEmpty();
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("seed " + SEED + ", round " + round + ", input " + bytes, e);
        }
    }

    private static Certificate withExtension(Certificate pck, Bytes value) {
        List<Extension> extensions = new ArrayList<>();
        for (Extension extension : pck.extensions()) {
            boolean sgx = extension.oid().equals(PckExtension.OID);
            extensions.add(sgx ? new Extension(extension.oid(), extension.critical(), value) : extension);
        }
        return new Certificate(
                pck.der(),
                pck.tbs(),
                pck.serialNumber(),
                pck.issuer(),
                pck.notBefore(),
                pck.notAfter(),
                pck.subject(),
                pck.subjectPublicKeyInfo(),
                pck.publicKey(),
                extensions,
                pck.signature());
    }
}

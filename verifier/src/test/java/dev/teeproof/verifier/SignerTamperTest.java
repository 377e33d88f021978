package dev.teeproof.verifier;

import static dev.teeproof.dcap.QuoteCheck.CRL_ISSUER;
import static dev.teeproof.dcap.QuoteCheck.TCB_SIGNER_UNTRUSTED;
import static dev.teeproof.verifier.CollateralTamperTest.LAST;
import static dev.teeproof.verifier.CollateralTamperTest.change;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.QuoteCheck;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The chains of certificates that come with collateral, each changed, cut and swapped. */
class SignerTamperTest {

    static Stream<Arguments> changes() {
        return Stream.of(
                        signers("TCB info", CollateralChange::tcbInfoChain),
                        signers("QE identity", CollateralChange::qeIdentityChain),
                        listIssuers())
                .flatMap(all -> all);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("changes")
    void aChangeIsFoundOutByTheCheckThatGuardsIt(String name, QuoteCheck code, CollateralTamperTest.Change change)
            throws Exception {
        Collateral changed = change.of(Real.collateral(Real.APRIL));

        AttestationResult result = Real.verify(Real.evidence(Real.LITE), changed, Real.LITE_AT);

        assertThat(result.verdict()).as(name).isEqualTo(Verdict.CONTRAINDICATED);
        assertThat(Real.firstFailure(result)).as(name).isEqualTo(code);
        assertThat(result.claims())
                .as("nothing is proven by bad collateral")
                .allSatisfy(claim -> assertThat(claim.proof().trustAnchor()).isEmpty());
    }

    @FunctionalInterface
    private interface ChainChange {
        Collateral of(Collateral collateral, CollateralChange.Of<List<Bytes>> change) throws MalformedEvidenceException;
    }

    private static Stream<Arguments> signers(String name, ChainChange change) {
        QuoteCheck code = TCB_SIGNER_UNTRUSTED;
        String of = "signer of the " + name + ": ";
        Bytes city = Bytes.utf8("Santa Clara");
        return Stream.of(
                change(
                        of + "a bit of it",
                        code,
                        c -> change.of(c, chain -> List.of(Tamper.flipIn(chain.get(0), city), chain.get(1)))),
                change(
                        of + "its signature",
                        code,
                        c -> change.of(c, chain -> List.of(LAST.change(chain.get(0)), chain.get(1)))),
                change(
                        of + "a bit of its root",
                        code,
                        c -> change.of(c, chain -> List.of(chain.get(0), Tamper.flipIn(chain.get(1), city)))),
                change(
                        of + "its root's signature",
                        code,
                        c -> change.of(c, chain -> List.of(chain.get(0), LAST.change(chain.get(1))))),
                change(
                        of + "swapped with its root",
                        code,
                        c -> change.of(c, chain -> List.of(chain.get(1), chain.get(0)))),
                change(of + "dropped", code, c -> change.of(c, chain -> List.of(chain.get(1)))),
                change(of + "nothing", code, c -> change.of(c, chain -> List.of())),
                change(
                        of + "three certificates",
                        code,
                        c -> change.of(c, chain -> List.of(chain.get(0), chain.get(1), chain.get(1)))),
                change(
                        of + "the PCK CA",
                        code,
                        c -> change.of(
                                c, chain -> Pem.read(c.pckCrl().issuerChain().orElseThrow()))),
                change(
                        of + "the machine's own PCK certificate",
                        code,
                        c -> change.of(
                                c,
                                chain -> QuoteParts.chain(Real.tdx(Real.lite()).quote())
                                        .subList(0, 1))));
    }

    private static Stream<Arguments> listIssuers() {
        String of = "issuer of the PCK CRL: ";
        Bytes city = Bytes.utf8("Santa Clara");
        return Stream.of(
                change(
                        of + "a bit of it",
                        CRL_ISSUER,
                        c -> CollateralChange.pckCrlChain(
                                c, chain -> List.of(Tamper.flipIn(chain.get(0), city), chain.get(1)))),
                change(
                        of + "its signature",
                        CRL_ISSUER,
                        c -> CollateralChange.pckCrlChain(
                                c, chain -> List.of(LAST.change(chain.get(0)), chain.get(1)))),
                change(
                        of + "a bit of its root",
                        CRL_ISSUER,
                        c -> CollateralChange.pckCrlChain(
                                c, chain -> List.of(chain.get(0), Tamper.flipIn(chain.get(1), city)))),
                change(
                        of + "swapped with its root",
                        CRL_ISSUER,
                        c -> CollateralChange.pckCrlChain(c, chain -> List.of(chain.get(1), chain.get(0)))),
                change(of + "alone", CRL_ISSUER, c -> CollateralChange.pckCrlChain(c, chain -> List.of(chain.get(0)))),
                change(of + "nothing", CRL_ISSUER, c -> CollateralChange.pckCrlChain(c, chain -> List.of())),
                change(
                        of + "the TCB signer",
                        CRL_ISSUER,
                        c -> CollateralChange.pckCrlChain(
                                c, chain -> Pem.read(c.tcbInfo().issuerChain()))));
    }
}

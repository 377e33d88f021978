package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Claim;
import dev.teeproof.result.Proof;
import dev.teeproof.result.Verdict;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Changes that nobody signs, each with why it does no harm: the verdict and every proven claim stay. What is not in this
 * list must not be harmless.
 */
class HarmlessChangeTest {

    private static final BigInteger N =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    @FunctionalInterface
    interface Change {
        Bytes of(Attestation attestation) throws MalformedEvidenceException;
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "padding of the quote",
                        "what follows the quote is no part of it",
                        a -> quote(a, q -> Tamper.flip(q, q.size() - 1))),
                change("no padding", "what follows the quote is no part of it", a -> quote(a, q -> q.slice(0, 4936))),
                change(
                        "no root in the quote",
                        "the root that counts is the verifier's own",
                        a -> quote(
                                a,
                                q -> QuoteParts.withChain(
                                        q, Pem.write(QuoteParts.chain(q).subList(0, 2))))),
                change(
                        "line ends of the PEM",
                        "the certificates are the same bytes",
                        a -> quote(a, q -> QuoteParts.withChain(q, Pem.write(QuoteParts.chain(q), "\r\n")))),
                change(
                        "NUL behind the PEM",
                        "Intel's own quote provider ends the text with it",
                        a -> quote(
                                a,
                                q -> QuoteParts.withChain(
                                        q, Bytes.concat(Pem.write(QuoteParts.chain(q)), Bytes.zeros(3))))),
                change(
                        "twin of the quote's signature",
                        "of r and s, r and n - s is as valid (ECDSA)",
                        a -> quote(a, q -> twin(q, 636))),
                change(
                        "twin of the QE report's signature",
                        "of r and s, r and n - s is as valid (ECDSA)",
                        a -> quote(a, q -> twin(q, 1154))),
                change(
                        "order of the ACPI events",
                        "they are found by their labels",
                        a -> log(a, l -> List.of(l.get(2), l.get(0), l.get(1)), 3)),
                change(
                        "no runtime events in the event log",
                        "the list beside it is the one replayed",
                        a -> log(a, l -> List.of(), 3, 12)),
                change(
                        "digests of runtime events",
                        "they are the events' own, recomputed by replay",
                        a -> log(
                                a,
                                l -> l.stream()
                                        .map(e -> TdxEvent.ofRuntime(e.toRuntime()))
                                        .toList(),
                                3,
                                12)),
                change("the newer encoding", "the fields are the same", Attestation::encodeV1),
                change(
                        "hexadecimal text",
                        "the bytes are the same",
                        a -> Bytes.utf8(a.encode().toHex())),
                change(
                        "upper case, line ends",
                        "the bytes are the same",
                        a -> Bytes.utf8("\r\n" + a.encode().toHex().toUpperCase(Locale.ROOT) + "\n")),
                change(
                        "a request with unknown members",
                        "a request may grow",
                        a -> Bytes.utf8("{\"debug\":null,\"x\":[1],\"attestation\":\"" + a.encode() + "\"}")),
                config("cpu_count", "8", "no register of a lite image depends on it; the claim is unproven"),
                config("cpu_count", "", "no register of a lite image depends on it; the claim is unproven"),
                config("image", "\"another name\"", "a name for people; the claim is unproven"),
                config("image", "", "a name for people; the claim is unproven"),
                config("qemu_version", "\"8.0.0\"", "any QEMU 8 measures in two passes; the claim is unproven"),
                config("qemu_single_pass_add_pages", "true", "it means two passes, as QEMU 8.2.2 does"),
                config("qemu_single_pass_add_pages", "null", "null stands for absent"),
                config("ovmf_variant", "", "the measurement document, which is committed, names the layout too"),
                config("ovmf_variant", "null", "the measurement document, which is committed, names the layout too"),
                config("host_share_mode", "\"vvfat\"", "nobody reads it"),
                config("spec_version", "2", "nobody reads it"),
                config("unknown", "{\"a\":[1]}", "a configuration may grow"),
                config("num_gpus", "8", "its effect is in the ACPI digests, which RTMR0 proves"),
                config("pci_hole64_size", "1", "its effect is in the ACPI digests, which RTMR0 proves"),
                config("hotplug_off", "true", "its effect is in the ACPI digests, which RTMR0 proves"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("changes")
    void aChangeThatNobodySignsChangesNoVerdictAndNoProvenClaim(String name, String reason, Change change)
            throws Exception {
        Evidence changed = Evidence.read(change.of(Real.lite()));

        AttestationResult result = Real.verify(changed, Real.collateral(Real.APRIL), Real.LITE_AT);

        assertThat(result.verdict()).as("%s: %s", name, reason).isEqualTo(Verdict.AFFIRMING);
        assertThat(proven(result)).as(name).isEqualTo(proven(unchanged()));
    }

    static Stream<Arguments> legacyChanges() {
        return Stream.of(
                change("payload of a boot event", "replay uses its digest alone, and no claim its payload", a -> {
                    List<TdxEvent> events =
                            new ArrayList<>(Real.tdx(a).eventLog().events());
                    TdxEvent e = events.get(0);
                    events.set(
                            0,
                            new TdxEvent(
                                    e.imr(),
                                    e.eventType(),
                                    e.digest(),
                                    "name",
                                    Bytes.hex("00"),
                                    e.version(),
                                    Optional.empty()));
                    return Real.withLog(a, new TdxEventLog(events)).encode();
                }),
                change("order between registers", "each register has its own order", a -> {
                    List<TdxEvent> events = Real.tdx(a).eventLog().events();
                    return Real.withLog(
                                    a,
                                    new TdxEventLog(events.stream()
                                            .sorted(Comparator.comparingLong(TdxEvent::imr))
                                            .toList()))
                            .encode();
                }),
                change(
                        "cpu_count",
                        "the claim is unproven",
                        a -> Real.withConfig(a, a.stack().config().replace("\"cpu_count\": 16", "\"cpu_count\": 8"))
                                .encode()),
                change(
                        "case of the request's hexadecimal text",
                        "the bytes are the same",
                        a -> Bytes.utf8(upperCaseQuote(Conformance.text(Real.LEGACY)))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("legacyChanges")
    void aLegacyReportStaysAsItWas(String name, String reason, Change change) throws Exception {
        Evidence changed = Evidence.read(change.of(Real.legacy()));

        AttestationResult result = Real.verify(changed, Real.collateral(Real.APRIL), Real.LEGACY_AT);

        assertThat(result.verdict()).as("%s: %s", name, reason).isEqualTo(Verdict.NONE);
        assertThat(proven(result))
                .as(name)
                .isEqualTo(
                        proven(Real.verify(Real.evidence(Real.LEGACY), Real.collateral(Real.APRIL), Real.LEGACY_AT)));
    }

    private static AttestationResult unchanged() throws Exception {
        return Real.verify(Real.evidence(Real.LITE), Real.collateral(Real.APRIL), Real.LITE_AT);
    }

    private static List<Claim> proven(AttestationResult result) {
        return result.claims().stream()
                .filter(claim -> !(claim.proof() instanceof Proof.Unproven))
                .toList();
    }

    private static Arguments change(String name, String reason, Change change) {
        return arguments(name, reason, change);
    }

    private static Arguments config(String member, String json, String reason) {
        return change(
                "vm_config " + member + " " + json,
                reason,
                a -> Real.withConfig(a, Config.with(Config.lite(), member, json))
                        .encode());
    }

    private static Bytes quote(Attestation attestation, CollateralChange.Of<Bytes> change)
            throws MalformedEvidenceException {
        return Real.withQuote(attestation, change.change(Real.tdx(attestation).quote()))
                .encode();
    }

    /** Entries up to {@code to} changed, the others as they were. */
    private static Bytes log(Attestation a, CollateralChange.Of<List<TdxEvent>> change, int to)
            throws MalformedEvidenceException {
        List<TdxEvent> events = Real.tdx(a).eventLog().events();
        List<TdxEvent> changed = new ArrayList<>(change.change(events.subList(0, to)));
        changed.addAll(events.subList(to, events.size()));
        return Real.withLog(a, new TdxEventLog(changed)).encode();
    }

    private static Bytes log(Attestation a, CollateralChange.Of<List<TdxEvent>> change, int from, int to)
            throws MalformedEvidenceException {
        List<TdxEvent> events = Real.tdx(a).eventLog().events();
        List<TdxEvent> changed = new ArrayList<>(events.subList(0, from));
        changed.addAll(change.change(events.subList(from, to)));
        return Real.withLog(a, new TdxEventLog(changed)).encode();
    }

    private static Bytes twin(Bytes quote, int at) {
        BigInteger s = new BigInteger(1, quote.slice(at + 32, at + 64).toArray());
        return Tamper.put(quote, at + 32, Bytes.hex(String.format("%064x", N.subtract(s))));
    }

    private static String upperCaseQuote(String request) {
        int from = request.indexOf("\"quote\"") + 9;
        int end = request.indexOf('"', request.indexOf('"', from) + 1);
        String quote = request.substring(from, end);
        return request.substring(0, from) + quote.toUpperCase(Locale.ROOT) + request.substring(end);
    }
}

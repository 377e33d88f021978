package dev.teeproof.verifier;

import static dev.teeproof.verifier.FaultCase.AT;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.IntelBlueprint;
import dev.teeproof.simulator.QuoteKind;
import dev.teeproof.simulator.SimulatedImage;
import dev.teeproof.simulator.TcbInfoSpec;
import dev.teeproof.simulator.TcbLevelSpec;
import dev.teeproof.simulator.TdxBlueprint;
import dev.teeproof.simulator.TdxBlueprint.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Machines that differ from the usual and are right all the same; dates end and begin at the very second. */
final class HarmlessVariants {

    private HarmlessVariants() {}

    private static <B extends IntelBlueprint<B>> FaultCase<B> harmless(String name, UnaryOperator<B> edit) {
        return new FaultCase<>(name, edit, "", Verdict.AFFIRMING);
    }

    /** Of a quote of some kind and its collateral. */
    static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofTheQuote(QuoteKind kind) {
        List<FaultCase<B>> cases = new ArrayList<>();
        cases.addAll(ofDates());
        cases.addAll(ofTheQuote());
        cases.addAll(kind.sgx() ? ofSgx() : ofTdx());
        return cases;
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofDates() {
        String issued = "\"issueDate\":\"" + AT.minus(Duration.ofDays(1));
        String next = "\"nextUpdate\":\"" + AT.plus(Duration.ofDays(30));
        return List.of(
                harmless("TCB info begins now", plan -> plan.tcbInfo(issued, "\"issueDate\":\"" + AT)),
                harmless("TCB info ends now", plan -> plan.tcbInfo(next, "\"nextUpdate\":\"" + AT)),
                harmless("QE identity begins now", plan -> plan.qeIdentity(issued, "\"issueDate\":\"" + AT)),
                harmless("QE identity ends now", plan -> plan.qeIdentity(next, "\"nextUpdate\":\"" + AT)),
                harmless("PCK CRL begins now", p -> p.pckCrl(list -> list.withValidity(AT, list.nextUpdate()))),
                harmless("PCK CRL ends now", p -> p.pckCrl(list -> list.withValidity(list.thisUpdate(), AT))),
                harmless("root CRL begins now", p -> p.rootCrl(list -> list.withValidity(AT, list.nextUpdate()))),
                harmless("root CRL ends now", p -> p.rootCrl(list -> list.withValidity(list.thisUpdate(), AT))),
                harmless(
                        "PCK begins now", p -> p.certificate(Role.PCK, spec -> spec.withValidity(AT, spec.notAfter()))),
                harmless(
                        "PCK ends now", p -> p.certificate(Role.PCK, spec -> spec.withValidity(spec.notBefore(), AT))));
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofTheQuote() {
        return List.of(
                harmless("nothing differs", plan -> plan),
                harmless("no root in the quote", plan -> plan.sentChain(List.of(Role.PCK, Role.PCK_CA))),
                harmless("a PCK certificate of the Processor CA", plan -> plan.pckCa(PckCa.PROCESSOR)),
                harmless("another PCK is revoked", plan -> plan.pckCrl(list -> list.revoking(33))),
                harmless("another CA is revoked", plan -> plan.rootCrl(list -> list.revoking(33))),
                harmless("a newer QE", plan -> plan.qeReport(258, Bytes.of(9, 0))),
                harmless("a QE attribute that is masked", plan -> plan.qeReport(56, Bytes.of(0xff))),
                harmless("no QE authentication data", plan -> plan.qeAuthenticationData(Bytes.empty())),
                harmless("a byte of QE authentication data", plan -> plan.qeAuthenticationData(Bytes.of(1))),
                harmless(
                        "QE authentication data of 1000 bytes",
                        p -> p.qeAuthenticationData(Bytes.hex("5a".repeat(1000)))),
                harmless("70 zeros behind the quote", plan -> plan.trailingBytes(Bytes.zeros(70))),
                harmless("a quote behind the quote", plan -> plan.trailingBytes(Bytes.hex("0400020081000000"))),
                harmless("a newer platform", p -> p.platform(spec -> spec.withPceSvn(14))),
                harmless("a PCE of high SVN", p -> p.platform(spec -> spec.withPceSvn(0xffff))),
                harmless("FMSPC in capitals", plan -> plan.tcbInfo("90c06f000000", "90C06F000000")),
                harmless("levels from the lowest to the highest", p -> p.tcbInfo(HarmlessVariants::reversed)));
    }

    private static TcbInfoSpec reversed(TcbInfoSpec spec) {
        return spec.withLevels(spec.levels().reversed().toArray(TcbLevelSpec[]::new));
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofSgx() {
        return List.of(
                harmless("TCB info of version 2", p -> p.tcbInfo(spec -> spec.withForm(TcbInfoSpec.Form.SGX_V2))),
                harmless("an enclave with KSS", plan -> plan.body(48, Bytes.of(0x85))));
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofTdx() {
        return List.of(
                harmless("a module of version 3", plan -> plan.body(0, Bytes.of(6, 3, 3))),
                harmless("a newer module", plan -> plan.body(0, Bytes.of(7, 1, 4))),
                harmless("PKS, KL and PERFMON", plan -> plan.body(123, Bytes.of(0xd0, 0, 0, 0, 0x80))));
    }

    /** Of the rest. */
    static List<FaultCase<TdxBlueprint>> ofTheAttestation() {
        return List.of(
                harmless("events of version 2", plan -> plan.eventVersions(EventLogVersion.V2)),
                harmless("events of both versions", plan -> plan.eventVersions(EventLogVersion.V1, EventLogVersion.V2)),
                harmless("a whole log", TdxBlueprint::wholeEventLog),
                harmless(
                        "a whole log of version 2", plan -> plan.wholeEventLog().eventVersions(EventLogVersion.V2)),
                harmless("a pod", plan -> plan.pod("{\"nonce\":\"0123\"}")),
                harmless("a module of version 0", plan -> plan.body(0, Bytes.of(6, 0, 3))),
                harmless("another image", plan -> plan.image(SimulatedImage.named("another-1.0"))),
                harmless("2816 MiB", plan -> plan.memory(2816L << 20)),
                harmless("64 GiB", plan -> plan.memory(64L << 30)),
                harmless("other report data", plan -> plan.reportData(Bytes.utf8("nonce"))),
                harmless(
                        "no event log",
                        plan -> plan.sentEventLog(log -> LogFaults.without(log, event -> event.isRuntime()))));
    }
}

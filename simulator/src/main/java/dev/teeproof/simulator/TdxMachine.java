package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Platform;
import dev.teeproof.dstack.Stack;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.simulator.TdxBlueprint.Role;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A simulated TDX machine that runs: its certificates are minted once, and each quote is made and signed when it is asked for. What
 * RTMR3 holds is whoever's who keeps the register. Thread-safe.
 *
 * <p>A fault of the machine is in every quote; one of what is sent ({@link #sent}) in every attestation.
 */
public final class TdxMachine {

    private static final int RTMR3 = TdxBlueprint.rtmrOffset(3);

    private final TdxBlueprint plan;
    private final UnaryOperator<TdxBlueprint> fault;
    private final TdxBlueprint broken;
    private final MintedPki pki;

    private TdxMachine(TdxBlueprint plan, UnaryOperator<TdxBlueprint> fault) {
        this.plan = plan;
        this.fault = fault;
        this.broken = fault.apply(plan);
        this.pki = MintedPki.of(broken);
    }

    /**
     * Boots a machine.
     *
     * @param plan with the events that its system measures when it boots
     * @param fault what is wrong with it; the identity for nothing
     */
    public static TdxMachine boot(TdxBlueprint plan, UnaryOperator<TdxBlueprint> fault) {
        return new TdxMachine(plan, fault);
    }

    /** The machine as a service of collateral knows it. */
    public TdxBlueprint blueprint() {
        return broken;
    }

    /** The root that everything ends at, in PEM. */
    public String rootPem() {
        return MintedPki.pem("CERTIFICATE", rootCertificate());
    }

    /** DER of the root that everything ends at. */
    public Bytes rootCertificate() {
        return pki.der(Role.ROOT);
    }

    /** What its system measures into RTMR3 when it boots, in order. */
    public List<RuntimeEvent> bootTimeEvents() {
        return broken.runtime.events();
    }

    /** The boot log as the firmware left it in the CCEL table. */
    public Bytes ccel() {
        return Ccel.of(broken.bootEvents());
    }

    /** The text of the VM configuration that its host hands it. */
    public String vmConfig() {
        return broken.vmConfig;
    }

    /**
     * A quote, signed now.
     *
     * @param reportData 64 bytes
     * @param rtmr3 what the register holds, 48 bytes
     */
    public Bytes quote(Bytes reportData, Bytes rtmr3) {
        TdxBlueprint asked = fault.apply(plan.reportData(reportData).report(RTMR3, rtmr3));
        return Bytes.concat(new QuoteMint(asked, pki).core(), asked.quote.trailing);
    }

    /** An attestation as it leaves the machine: with what its fault changes of logs, configuration and stated report data. */
    public Attestation sent(Attestation whole) {
        Stack stack = whole.stack();
        TdxBlueprint asked =
                fault.apply(plan.runtime(events -> stack.runtimeEvents().events()));
        Platform platform = switch (whole.platform()) {
            case Platform.Tdx tdx -> {
                RuntimeLog measured = tdx.eventLog().runtimeEvents();
                TdxEventLog log = asked.sentRuntime
                        .filter(other -> !other.equals(measured))
                        .map(other -> tdx.eventLog().withRuntime(other))
                        .orElse(tdx.eventLog());
                yield new Platform.Tdx(tdx.quote(), asked.sentEventLog.apply(log));
            }
            case Platform.Snp snp -> throw new IllegalArgumentException("no attestation of a TDX machine");
        };
        return new Attestation(
                platform,
                new Stack(
                        asked.statedReportData.orElse(stack.reportData()),
                        asked.sentRuntime.orElse(stack.runtimeEvents()),
                        stack.config(),
                        stack.reportDataPayload()));
    }
}

package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Platform;
import dev.teeproof.dstack.Stack;
import java.util.function.UnaryOperator;

/**
 * A simulated SEV-SNP machine that runs: launched and its certificates minted once, and each report is made and signed when it is
 * asked for. Thread-safe.
 *
 * <p>A fault of the machine is in every report; one of what is sent ({@link #sent}) in every attestation.
 */
public final class SnpMachine {

    private final SnpMachineBlueprint broken;
    private final SnpBlueprint launched;
    private final SimulatedReport first;

    private SnpMachine(SnpMachineBlueprint plan, UnaryOperator<SnpMachineBlueprint> fault) {
        this.broken = fault.apply(plan);
        this.launched = broken.launched();
        this.first = launched.mint();
    }

    /**
     * Launches a machine.
     *
     * @param plan with the document that its host binds it to
     * @param fault what is wrong with it; the identity for nothing
     */
    public static SnpMachine launch(SnpMachineBlueprint plan, UnaryOperator<SnpMachineBlueprint> fault) {
        return new SnpMachine(plan, fault);
    }

    /** The platform as a key distribution service knows it. */
    public SnpBlueprint platform() {
        return launched;
    }

    /** The root that everything ends at, in PEM. */
    public String rootPem() {
        return MintedPki.pem("CERTIFICATE", rootCertificate());
    }

    /** DER of the root that everything ends at. */
    public Bytes rootCertificate() {
        return first.root();
    }

    /** The document that its host hands it. */
    public String mrConfig() {
        return broken.sentMrConfig.orElse(broken.mrConfig);
    }

    /** The text of the VM configuration that its host hands it. */
    public String vmConfig() {
        return broken.vmConfig();
    }

    /** The certificates that its host hands on beside a report: a table as the kernel gives it, empty for none. */
    public Bytes certificateTable() {
        return broken.certChain == SnpMachineBlueprint.CertChain.NONE ? Bytes.empty() : first.table();
    }

    /** A report, signed now, over 64 bytes of report data. */
    public Bytes report(Bytes reportData) {
        return new SnpMint(launched.reportData(reportData)).report();
    }

    /** An attestation as it leaves the machine: with the report data that its fault states. */
    public Attestation sent(Attestation whole) {
        Stack stack = whole.stack();
        if (!(whole.platform() instanceof Platform.Snp)) {
            throw new IllegalArgumentException("no attestation of an SEV-SNP machine");
        }
        return new Attestation(
                whole.platform(),
                new Stack(
                        broken.statedReportData.orElse(stack.reportData()),
                        stack.runtimeEvents(),
                        stack.config(),
                        stack.reportDataPayload()));
    }
}

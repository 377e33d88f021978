package dev.teeproof.attester.simulation;

import dev.teeproof.attester.guest.BootTimeEvents;
import dev.teeproof.attester.guest.CocoLog;
import dev.teeproof.attester.guest.Identity;
import dev.teeproof.attester.tee.SimulatedSnpBackend;
import dev.teeproof.attester.tee.SimulatedTdxBackend;
import dev.teeproof.attester.tee.TeeBackend;
import dev.teeproof.attester.tee.TeeException;
import dev.teeproof.attester.tee.TeeKind;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.SystemConfig;
import dev.teeproof.dstack.VmConfig;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.runtime.MeasurementException;
import dev.teeproof.eventlog.runtime.MeasurementRegisters;
import dev.teeproof.simulator.Fault;
import dev.teeproof.simulator.SnpBlueprint;
import dev.teeproof.simulator.SnpMachine;
import dev.teeproof.simulator.SnpMachineBlueprint;
import dev.teeproof.simulator.SnpMachineFault;
import dev.teeproof.simulator.TdxBlueprint;
import dev.teeproof.simulator.TdxMachine;
import dev.teeproof.snp.SnpProduct;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A simulated machine that has been launched with an app, and what its makers' services know of it.
 *
 * @param systemEvents what its system measures when it boots, in order
 * @param onItsWay what becomes of an attestation that leaves it
 * @param rootDer the root certificate that everything of it ends at
 * @param rootPem the same in PEM
 * @param intel its platform, or one that is not asked for
 * @param amd its platform, or one that is not asked for
 */
record SimulatedHardware(
        TeeBackend tee,
        SystemConfig host,
        List<RuntimeEvent> systemEvents,
        UnaryOperator<Attestation> onItsWay,
        Bytes rootDer,
        String rootPem,
        TdxBlueprint intel,
        SnpBlueprint amd) {

    private static final int MR_CONFIG_ID = 184;
    private static final SnpProduct PRODUCT = SnpProduct.MILAN;

    /** Gives the registers that run-time events are extended into. */
    @FunctionalInterface
    interface Registers {

        /** @param atBoot what they hold when the firmware is done */
        MeasurementRegisters open(InitialValues atBoot) throws MeasurementException;
    }

    /** The names of what can be wrong with a machine of a kind. */
    static List<String> faults(TeeKind kind) {
        Stream<String> names = switch (kind) {
            case TDX -> Arrays.stream(Fault.values()).map(Fault::name);
            case SNP -> Arrays.stream(SnpMachineFault.values()).map(SnpMachineFault::name);
        };
        return names.toList();
    }

    /**
     * Launches a machine.
     *
     * @param seed makes its keys
     * @param at when its evidence begins to be made: collateral is good for thirty days from then
     * @throws MeasurementException if the registers cannot be had
     * @throws TeeException if its boot log cannot be read
     */
    static SimulatedHardware launch(
            TeeKind kind,
            long seed,
            Instant at,
            AppCompose compose,
            Identity identity,
            Optional<String> fault,
            Registers registers)
            throws SimulationException, MeasurementException, TeeException {
        return switch (kind) {
            case TDX -> tdx(seed, at, compose, identity, fault, registers);
            case SNP -> snp(seed, at, compose, identity, fault);
        };
    }

    private static SimulatedHardware tdx(
            long seed, Instant at, AppCompose compose, Identity identity, Optional<String> fault, Registers registers)
            throws SimulationException, MeasurementException, TeeException {
        TdxBlueprint bare = TdxBlueprint.of(seed, at);
        List<RuntimeEvent> events = BootTimeEvents.of(compose, identity, osImageHash(bare.vmConfig()));
        // As dstack's hosts do: version 1 of MRCONFIGID names the compose file.
        Bytes mrConfigId = Bytes.concat(Bytes.of(1), compose.composeHash(), Bytes.zeros(15));
        TdxBlueprint plan = bare.runtime(before -> events).report(MR_CONFIG_ID, mrConfigId);
        UnaryOperator<TdxBlueprint> breaking =
                fault.isPresent() ? fault(Fault.class, fault.orElseThrow(), TeeKind.TDX)::in : UnaryOperator.identity();
        TdxMachine machine = TdxMachine.boot(plan, breaking);
        return new SimulatedHardware(
                new SimulatedTdxBackend(machine, registers.open(CocoLog.afterBoot(Optional.of(machine.ccel())))),
                new SystemConfig(machine.vmConfig(), Optional.empty()),
                machine.bootTimeEvents(),
                fault.isPresent() ? machine::sent : UnaryOperator.identity(),
                machine.rootCertificate(),
                machine.rootPem(),
                machine.blueprint(),
                SnpBlueprint.of(PRODUCT, seed, at));
    }

    private static SimulatedHardware snp(
            long seed, Instant at, AppCompose compose, Identity identity, Optional<String> fault)
            throws SimulationException {
        SnpMachineBlueprint plan = SnpMachineBlueprint.of(PRODUCT, seed, at)
                .mrConfig(identity.mrConfig(compose).write());
        UnaryOperator<SnpMachineBlueprint> breaking = fault.isPresent()
                ? fault(SnpMachineFault.class, fault.orElseThrow(), TeeKind.SNP)::in
                : UnaryOperator.identity();
        SnpMachine machine = SnpMachine.launch(plan, breaking);
        return new SimulatedHardware(
                new SimulatedSnpBackend(machine),
                new SystemConfig(machine.vmConfig(), Optional.of(machine.mrConfig())),
                BootTimeEvents.of(compose, identity, osImageHash(plan.vmConfig())),
                fault.isPresent() ? machine::sent : UnaryOperator.identity(),
                machine.rootCertificate(),
                machine.rootPem(),
                TdxBlueprint.of(seed, at),
                machine.platform());
    }

    private static <F extends Enum<F>> F fault(Class<F> faults, String name, TeeKind kind) throws SimulationException {
        try {
            return Enum.valueOf(faults, name.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new SimulationException(
                    "a simulated machine of " + kind.words() + " has no fault " + name + "; there are "
                            + String.join(", ", faults(kind)),
                    e);
        }
    }

    private static Bytes osImageHash(String vmConfig) {
        try {
            return VmConfig.read(vmConfig).osImageHash();
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("the simulator writes configurations that can be read", e);
        }
    }
}

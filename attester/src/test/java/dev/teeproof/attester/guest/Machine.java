package dev.teeproof.attester.guest;

import dev.teeproof.attester.tee.SimulatedTdxBackend;
import dev.teeproof.attester.tee.TeeBackend;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.dstack.SystemConfig;
import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.runtime.Durability;
import dev.teeproof.eventlog.runtime.SimulatedRegisters;
import dev.teeproof.simulator.TdxBlueprint;
import dev.teeproof.simulator.TdxMachine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A simulated TDX guest in a directory, without an agent. */
public record Machine(Path directory, AppCompose compose, TeeBackend tee, SystemConfig host) {

    public static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");

    /** An app of version 1, or 2, of the event log. */
    public static AppCompose compose(int version) throws Exception {
        return AppCompose.read(Bytes.utf8("{\"manifest_version\":2,\"name\":\"app é\",\"runner\":\"docker-compose\","
                + "\"docker_compose_file\":\"services: {}\"" + (version == 2 ? ",\"event_log_version\":2}" : "}")));
    }

    public static Machine in(Path directory, AppCompose compose) throws Exception {
        TdxMachine machine = TdxMachine.boot(TdxBlueprint.of(1, AT), UnaryOperator.identity());
        SimulatedRegisters registers = SimulatedRegisters.open(
                directory.resolve("registers"), Digest.SHA_384, InitialValues.POWER_ON, Durability.PROCESS);
        return new Machine(
                directory,
                compose,
                new SimulatedTdxBackend(machine, registers),
                new SystemConfig(machine.vmConfig(), Optional.empty()));
    }

    public GuestFiles files() {
        return new GuestFiles(
                directory.resolve("app-compose.json"), directory.resolve("sys-config.json"), directory.resolve("log"));
    }

    public Identity identity() {
        return Identity.of(compose, Bytes.zeros(20));
    }

    public GuestLog log() throws Exception {
        return files().openLog(tee, Optional.of(compose));
    }

    /** The guest once its system has booted. */
    public Guest boot() throws Exception {
        GuestLog log = log();
        SystemBoot.measure(log, BootTimeEvents.of(compose, identity(), Bytes.zeros(32)));
        return Guest.of(tee, log, compose, host, UnaryOperator.identity());
    }
}

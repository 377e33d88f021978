package dev.teeproof.attester.simulation;

import dev.teeproof.attester.agent.AgentServer;
import dev.teeproof.attester.agent.AgentSockets;
import dev.teeproof.attester.agent.SocketLock;
import dev.teeproof.attester.guest.CocoLog;
import dev.teeproof.attester.guest.EventLogVersionFile;
import dev.teeproof.attester.guest.Guest;
import dev.teeproof.attester.guest.GuestLog;
import dev.teeproof.attester.guest.Identity;
import dev.teeproof.attester.guest.RuntimeEventLog;
import dev.teeproof.attester.guest.SystemBoot;
import dev.teeproof.attester.tee.TeeException;
import dev.teeproof.attester.tee.TeeKind;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.runtime.Durability;
import dev.teeproof.eventlog.runtime.MeasurementException;
import dev.teeproof.eventlog.runtime.MeasurementRegisters;
import dev.teeproof.eventlog.runtime.SimulatedRegisters;
import dev.teeproof.simulator.kds.SimulatedKds;
import dev.teeproof.simulator.pccs.SimulatedPccs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A simulated guest that runs: its agent on two unix sockets and a port of 127.0.0.1, and a PCCS and a KDS that serve what its evidence
 * rests on. Every quote is made and signed when it is asked for, events are really extended, and a restart in the same directory
 * goes on where the log ended.
 *
 * <p>It proves nothing to anybody who does not trust its root, which is why that is a file of its own.
 */
public final class Simulation implements AutoCloseable {

    private final SimulationDirectory directory;
    private final SocketLock lock;
    private final AgentServer agent;
    private final SimulatedPccs pccs;
    private final SimulatedKds kds;

    private Simulation(
            SimulationDirectory directory, SocketLock lock, AgentServer agent, SimulatedPccs pccs, SimulatedKds kds) {
        this.directory = directory;
        this.lock = lock;
        this.agent = agent;
        this.pccs = pccs;
        this.kds = kds;
    }

    /**
     * Starts or restarts what a directory holds; the directory is made if it is not there.
     *
     * @param now when it is
     * @param freshSeed of a machine that has none, random
     * @param version of this program, which the agent tells
     * @throws SimulationException if it cannot be started as it is asked for
     */
    public static Simulation start(Path root, SimulationPlan plan, Instant now, Bytes freshSeed, String version)
            throws SimulationException {
        SimulationDirectory directory =
                new SimulationDirectory(root.toAbsolutePath().normalize());
        SocketLock lock = lock(directory);
        try {
            Files.deleteIfExists(directory.addresses());
            Simulation started = start(MachinePlan.of(directory, plan, now, freshSeed), plan, lock, version);
            SimulationDirectory.write(directory.addresses(), started.addresses());
            return started;
        } catch (IOException e) {
            release(lock);
            throw new SimulationException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        } catch (MeasurementException | TeeException e) {
            release(lock);
            throw new SimulationException("the machine does not boot: " + e.getMessage(), e);
        } catch (SimulationException e) {
            release(lock);
            throw e;
        }
    }

    private static SocketLock lock(SimulationDirectory directory) throws SimulationException {
        try {
            Files.createDirectories(directory.root());
        } catch (IOException e) {
            throw new SimulationException(directory.root() + " is no folder, and none can be made there", e);
        }
        try {
            return SocketLock.take(directory.root().resolve("simulation"));
        } catch (SocketLock.HeldException e) {
            throw new SimulationException(
                    "another simulation runs in " + directory.root() + ": stop it, or use another directory", e);
        } catch (IOException e) {
            throw new SimulationException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void release(SocketLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            // It ends with the process.
        }
    }

    private static Simulation start(MachinePlan planned, SimulationPlan plan, SocketLock lock, String version)
            throws SimulationException, IOException, MeasurementException, TeeException {
        SimulationDirectory directory = planned.directory();
        AppCompose compose = planned.compose();
        MachineFile machine = planned.machine();
        Identity identity = Identity.of(
                compose,
                Digest.SHA_256.of(Bytes.utf8("instance"), machine.seed()).slice(0, 20));
        SimulatedHardware hardware = SimulatedHardware.launch(
                machine.kind(),
                planned.seed(),
                machine.made(),
                compose,
                identity,
                plan.fault(),
                atBoot -> registers(directory, atBoot));
        planned.keep();
        RuntimeEventLog log = machine.coco()
                ? CocoLog.open(directory.cocoLog(), hardware.tee(), Durability.MEDIUM)
                : boot(directory, compose, hardware);
        Guest guest = Guest.of(hardware.tee(), log, compose, hardware.host(), hardware.onItsWay());
        SimulationDirectory.write(directory.rootDer(), hardware.rootDer());
        SimulationDirectory.write(directory.rootPem(), Bytes.utf8(hardware.rootPem()));
        SimulatedPccs pccs = SimulatedPccs.serving(hardware.intel());
        SimulatedKds kds = SimulatedKds.serving(hardware.amd());
        try {
            AgentServer agent = AgentServer.start(
                    guest,
                    "Teeproof",
                    "simulated " + machine.kind().words(),
                    version,
                    new AgentSockets(
                            List.of(directory.dstackSocket(), directory.tappdSocket()),
                            OptionalInt.of(plan.port().orElse(0))));
            return new Simulation(directory, lock, agent, pccs, kds);
        } catch (IOException e) {
            pccs.close();
            kds.close();
            throw e;
        }
    }

    private static GuestLog boot(SimulationDirectory directory, AppCompose compose, SimulatedHardware hardware)
            throws IOException, MeasurementException {
        Files.createDirectories(directory.log());
        EventLogVersionFile.in(directory.log()).set(compose.eventLogVersion());
        GuestLog log = GuestLog.open(
                directory.log(), compose.eventLogVersion(), hardware.tee().registers(), Durability.MEDIUM);
        SystemBoot.measure(log, hardware.systemEvents());
        return log;
    }

    /**
     * The log of a simulation's guest, for programs beside its agent.
     *
     * @throws SimulationException if the directory holds none
     * @throws MeasurementException any that says how log and register do not fit
     */
    public static GuestLog openLog(Path root) throws SimulationException, MeasurementException {
        SimulationDirectory directory =
                new SimulationDirectory(root.toAbsolutePath().normalize());
        try {
            Optional<MachineFile> kept = MachinePlan.kept(directory);
            if (kept.isEmpty() || kept.orElseThrow().coco()) {
                throw new SimulationException("there is no simulated machine with an event log of dstack's in "
                        + directory.root()
                        + (kept.isEmpty()
                                ? ": start one with teeproof simulate --dir " + root
                                : ", it keeps that of Confidential Containers: use another directory"));
            }
            boolean tdx = kept.orElseThrow().kind() == TeeKind.TDX;
            // Its events are in RTMR3, which is zero at boot.
            Optional<MeasurementRegisters> registers =
                    tdx ? Optional.of(registers(directory, InitialValues.POWER_ON)) : Optional.empty();
            EventLogVersion version = EventLogVersionFile.in(directory.log()).require(Optional.empty());
            return GuestLog.open(directory.log(), version, registers, Durability.MEDIUM);
        } catch (IOException e) {
            throw new SimulationException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    /** @param atBoot what those hold that nobody has extended since */
    private static MeasurementRegisters registers(SimulationDirectory directory, InitialValues atBoot)
            throws MeasurementException {
        return SimulatedRegisters.open(directory.registers(), Digest.SHA_384, atBoot, Durability.MEDIUM);
    }

    /** The names of what can be wrong with a machine of a kind. */
    public static List<String> faults(TeeKind kind) {
        return SimulatedHardware.faults(kind);
    }

    /** The content of {@code simulator.json}. */
    private Bytes addresses() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("agent", new JsonString(directory.dstackSocket().toString()));
        members.put("agent_http", new JsonString(agentUrl().toString()));
        members.put("tappd", new JsonString(directory.tappdSocket().toString()));
        members.put("pccs", new JsonString(pccs.baseUrl().toString()));
        members.put("kds", new JsonString(kds.baseUrl().toString()));
        members.put("root_ca", new JsonString(directory.rootPem().toString()));
        members.put("root_ca_der", new JsonString(directory.rootDer().toString()));
        members.put("app_compose", new JsonString(directory.appCompose().toString()));
        return Bytes.utf8(Json.pretty(JsonObject.of(members)) + "\n");
    }

    /** The socket for clients of {@code DstackGuest}. */
    public Path socket() {
        return directory.dstackSocket();
    }

    /** The socket for clients of {@code Tappd}. */
    public Path tappdSocket() {
        return directory.tappdSocket();
    }

    public URI agentUrl() {
        return agent.url().orElseThrow();
    }

    public URI pccsUrl() {
        return pccs.baseUrl();
    }

    public URI kdsUrl() {
        return kds.baseUrl();
    }

    /** The root certificate to trust, PEM. */
    public Path rootCa() {
        return directory.rootPem();
    }

    /** The file that tells programs all of this. */
    public Path addressesFile() {
        return directory.addresses();
    }

    /** Waits until it is stopped. */
    public void join() throws InterruptedException {
        agent.join();
    }

    /** Stops everything and removes the sockets and {@code simulator.json}; log, registers and keys stay. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(directory.addresses());
        } catch (IOException e) {
            // Then it tells of what is gone; the next start writes it anew.
        }
        agent.close();
        pccs.close();
        kds.close();
        release(lock);
    }
}

package dev.teeproof.attester.simulation;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dstack.AppCompose;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Which machine is to run in a directory, with which app: the one that it holds, if it holds one. */
record MachinePlan(SimulationDirectory directory, AppCompose compose, MachineFile machine) {

    /** After which certificates and collateral are made anew at a start; they are good for thirty days. */
    private static final Duration FRESH = Duration.ofDays(20);

    private static final Bytes SMALL_APP = Bytes.utf8("{\"manifest_version\":2,\"name\":\"simulated\","
            + "\"runner\":\"docker-compose\",\"docker_compose_file\":\"services: {}\\n\",\"no_instance_id\":false}");

    /**
     * What is asked for and what the directory holds; nothing is written.
     *
     * @throws SimulationException if the directory holds another machine or app
     */
    static MachinePlan of(SimulationDirectory directory, SimulationPlan plan, Instant now, Bytes freshSeed)
            throws IOException, SimulationException {
        return new MachinePlan(directory, compose(directory, plan), machine(directory, plan, now, freshSeed));
    }

    /** The machine that a directory holds, if it holds one. */
    static Optional<MachineFile> kept(SimulationDirectory directory) throws IOException, SimulationException {
        Optional<Bytes> bytes = SimulationDirectory.read(directory.machine());
        try {
            return bytes.isPresent() ? Optional.of(MachineFile.read(bytes.orElseThrow())) : Optional.empty();
        } catch (MalformedEvidenceException | DateTimeException e) {
            throw new SimulationException(
                    directory.machine() + " cannot be read: restore it, or use another directory", e);
        }
    }

    /** Once the machine has been launched as it is asked for: it is the directory's from now on. */
    void keep() throws IOException {
        SimulationDirectory.write(directory.appCompose(), compose.bytes());
        SimulationDirectory.write(directory.machine(), machine.write());
    }

    /** The machine's seed as the number that the simulator takes; seeds of up to eight bytes are that number. */
    long seed() {
        Bytes seed = machine.seed();
        Bytes eight = seed.size() <= 8 ? seed : Digest.SHA_256.of(seed).slice(0, 8);
        long number = 0;
        for (int i = 0; i < eight.size(); i++) {
            number = number << 8 | eight.at(i);
        }
        return number;
    }

    /** The app: the one that is given, else the directory's, else a small one. It stays the same for as long as the machine runs. */
    private static AppCompose compose(SimulationDirectory directory, SimulationPlan plan)
            throws IOException, SimulationException {
        Optional<Bytes> kept = SimulationDirectory.read(directory.appCompose());
        Bytes bytes = plan.appCompose().or(() -> kept).orElse(SMALL_APP);
        if (kept.isPresent() && !kept.orElseThrow().equals(bytes)) {
            throw new SimulationException(
                    "the machine in " + directory.root() + " has booted with another app-compose.json"
                            + " (compose hash " + AppCompose.composeHash(kept.orElseThrow()) + ", not "
                            + AppCompose.composeHash(bytes) + "): use another directory");
        }
        try {
            return AppCompose.read(bytes);
        } catch (MalformedEvidenceException e) {
            throw new SimulationException("no guest takes this app-compose.json: " + e.inWords(), e);
        }
    }

    private static MachineFile machine(SimulationDirectory directory, SimulationPlan plan, Instant now, Bytes freshSeed)
            throws IOException, SimulationException {
        Optional<MachineFile> kept = kept(directory);
        if (kept.isEmpty()) {
            return new MachineFile(plan.kind(), plan.seed().orElse(freshSeed), now, plan.coco());
        }
        MachineFile before = kept.orElseThrow();
        boolean same = before.kind() == plan.kind()
                && before.coco() == plan.coco()
                && plan.seed().map(before.seed()::equals).orElse(true);
        if (!same) {
            throw new SimulationException("the machine in " + directory.root() + " is another one ("
                    + before.kind().words() + ", seed " + before.seed() + (before.coco() ? ", with --aael" : "")
                    + "): use another directory");
        }
        boolean fresh = !before.made().isAfter(now)
                && Duration.between(before.made(), now).compareTo(FRESH) < 0;
        // What a fault says of times, it says of the start.
        Instant made = fresh && plan.fault().isEmpty() ? before.made() : now;
        return new MachineFile(before.kind(), before.seed(), made, before.coco());
    }
}

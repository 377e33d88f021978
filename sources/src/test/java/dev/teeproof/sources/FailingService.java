package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;
import static dev.teeproof.sources.Simulated.KIND;

import dev.teeproof.dcap.PckCertificateId;
import dev.teeproof.simulator.SimulatedEndorsements;
import dev.teeproof.simulator.TdxBlueprint;
import dev.teeproof.simulator.pccs.PccsBehaviour;
import dev.teeproof.simulator.pccs.PccsFault;
import dev.teeproof.simulator.pccs.SimulatedPccs;
import dev.teeproof.sources.EndorsementFolder.Use;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A service for one machine that can be made to fail, and the chain of sources that production puts over one. */
final class FailingService implements AutoCloseable {

    static final TdxBlueprint MACHINE = TdxBlueprint.of(3, AT);
    static final IntelItem PCK_CERTIFICATE = new IntelItem.PckCertificate(id(MACHINE.endorsements()));
    static final List<IntelItem> ITEMS = List.of(
            Simulated.TCB_INFO, Simulated.QE_IDENTITY, Simulated.PCK_CRL, Simulated.ROOT_CA_CRL, PCK_CERTIFICATE);

    /** Behind it everything that was fetched is due, certificates too. */
    static final Duration DUE = Duration.ofHours(31);

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    final SimulatedPccs pccs;
    final ManualClock clock = new ManualClock();
    final EndorsementFolder folder;

    FailingService(Path temp) throws IOException {
        folder = EndorsementFolder.open(temp, trouble -> {
            throw new IllegalStateException(trouble);
        });
        pccs = SimulatedPccs.serving(List.of(MACHINE), PccsBehaviour.usual().withHugeBytes(4 << 20));
    }

    /** A chain of its own over the folder: what it knows from before, it knows from there. */
    CachedSource chain() {
        return chain(LONG);
    }

    /** The same; only where time is what runs out is there little of it. */
    CachedSource chain(PccsFault fault) {
        return chain(fault == PccsFault.SLOW || fault == PccsFault.SILENT ? SHORT : LONG);
    }

    private CachedSource chain(Duration deadline) {
        GenuineEndorsements genuine = Simulated.genuine();
        IntelSource newest = RollbackProtection.over(client(deadline), genuine, clock, Optional.of(folder));
        return CachedSource.over(newest, genuine, clock)
                .folder(folder)
                .maxAge(Duration.ofHours(1))
                .background(Runnable::run)
                .build();
    }

    /** Pauses between attempts pass on the clock alone. */
    private PcsClient client(Duration deadline) {
        return PcsClient.at(source(), clock)
                .deadline(deadline)
                .random(new Random(1))
                .sleeper(clock::pass)
                .build();
    }

    String source() {
        return pccs.baseUrl().toString();
    }

    /** What the service gives while nothing is wrong. */
    Map<IntelItem, Endorsement> right() throws Exception {
        Map<IntelItem, Endorsement> right = new HashMap<>();
        for (IntelItem item : ITEMS) {
            right.put(item, client(LONG).fetch(item, AT).endorsement());
        }
        return right;
    }

    /** What the folder has of an item. */
    Optional<Endorsement> kept(Use use, IntelItem item) {
        return folder.read(use, item, KIND).map(KeptEndorsement::endorsement);
    }

    static PckCertificateId id(SimulatedEndorsements endorsements) {
        return new PckCertificateId(
                endorsements.qeId(),
                Optional.of(endorsements.encryptedPpid()),
                endorsements.platform().tcbComponents(),
                endorsements.platform().pceSvn(),
                endorsements.platform().pceId());
    }

    @Override
    public void close() {
        pccs.close();
    }
}

package dev.teeproof.simulator.pccs;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.simulator.IntelBlueprint;
import dev.teeproof.simulator.SimulatedEndorsements;
import dev.teeproof.simulator.TcbInfoSpec;
import dev.teeproof.simulator.TdxBlueprint.Role;
import dev.teeproof.simulator.TdxBlueprint.Signed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The endorsements of a service's platforms, right or in one of the ways that a fault makes them wrong; minted when asked for. */
final class PccsLibrary {

    private record Shelf(int platform, Optional<PccsFault> fault, PckCa authority, boolean version2) {}

    private static final Bytes FMSPC = Bytes.hex("b0c06f000000");
    private static final Bytes ANOTHER_FMSPC = Bytes.hex("00806f050000");

    private final List<IntelBlueprint<?>> platforms;
    private final List<SimulatedEndorsements> right;
    private final Map<Shelf, SimulatedEndorsements> minted = new ConcurrentHashMap<>();

    PccsLibrary(List<? extends IntelBlueprint<?>> platforms) {
        if (platforms.isEmpty()) {
            throw new IllegalArgumentException("a service serves some platform");
        }
        if (!platforms.stream().allMatch(platforms.getFirst()::sharesThePkiOf)) {
            throw new IllegalArgumentException("the platforms of one service share a PKI");
        }
        this.platforms = List.copyOf(platforms);
        this.right = this.platforms.stream().map(IntelBlueprint::endorsements).toList();
    }

    /** Those of the first platform that is the one asked for, as a fault leaves them. */
    Optional<SimulatedEndorsements> find(Predicate<SimulatedEndorsements> asked, Optional<PccsFault> fault) {
        return find(asked, fault, false);
    }

    /** The same, with TCB info of version 2 where there is one. */
    Optional<SimulatedEndorsements> find(
            Predicate<SimulatedEndorsements> asked, Optional<PccsFault> fault, boolean version2) {
        for (int i = 0; i < right.size(); i++) {
            if (asked.test(right.get(i))) {
                return Optional.of(shelf(new Shelf(i, fault, right.get(i).authority(), version2)));
            }
        }
        return Optional.empty();
    }

    /** Those that have the list of an authority, whether or not it issued any platform's certificate. */
    SimulatedEndorsements of(PckCa authority, Optional<PccsFault> fault) {
        return find(endorsements -> endorsements.authority() == authority, fault)
                .orElseGet(() -> shelf(new Shelf(0, fault, authority, false)));
    }

    private SimulatedEndorsements shelf(Shelf shelf) {
        return minted.computeIfAbsent(shelf, this::mint);
    }

    private SimulatedEndorsements mint(Shelf shelf) {
        IntelBlueprint<?> plan = platforms.get(shelf.platform());
        IntelBlueprint<?> issued =
                right.get(shelf.platform()).authority() == shelf.authority() ? plan : plan.pckCa(shelf.authority());
        IntelBlueprint<?> formed = issued.tcbInfo(info -> info.withForm(form(issued, shelf.version2())));
        return shelf.fault()
                .<IntelBlueprint<?>>map(fault -> wrong(formed, fault))
                .orElse(formed)
                .endorsements();
    }

    private static TcbInfoSpec.Form form(IntelBlueprint<?> plan, boolean version2) {
        if (!plan.kind().sgx()) {
            return TcbInfoSpec.Form.TDX_V3;
        }
        return version2 ? TcbInfoSpec.Form.SGX_V2 : TcbInfoSpec.Form.SGX_V3;
    }

    private static IntelBlueprint<?> wrong(IntelBlueprint<?> plan, PccsFault fault) {
        return switch (fault) {
            case LYING ->
                plan.forged(Signed.TCB_INFO)
                        .forged(Signed.QE_IDENTITY)
                        .forged(Signed.ROOT_CRL)
                        .forged(Signed.PCK_CRL)
                        .forged(Signed.PCK);
            case STRANGER -> plan.collateralSignedBy(Role.STRANGER);
            case STALE ->
                redated(plan, Duration.ofDays(60), 0)
                        .rootCrl(list -> list.withValidity(
                                list.thisUpdate().minus(Duration.ofDays(60)),
                                list.nextUpdate().minus(Duration.ofDays(60))))
                        .pckCrl(list -> list.withValidity(
                                list.thisUpdate().minus(Duration.ofDays(60)),
                                list.nextUpdate().minus(Duration.ofDays(60))));
            case OLDER -> redated(plan, Duration.ofDays(5), 1);
            case WRONG_PLATFORM -> plan.fmspc(another(plan));
            case DOWN,
                    REFUSED,
                    SLOW,
                    SILENT,
                    TRUNCATED,
                    GARBAGE,
                    HUGE,
                    REDIRECT_ELSEWHERE,
                    REDIRECT_SAME_HOST,
                    REDIRECT_LOOP,
                    TOO_MANY_REQUESTS -> plan;
        };
    }

    private static IntelBlueprint<?> redated(IntelBlueprint<?> plan, Duration earlier, int evaluations) {
        return plan.tcbInfo(info -> info.withDates(
                                info.issued().minus(earlier), info.next().minus(earlier))
                        .withEvaluation(info.evaluation() - evaluations))
                .qeIdentity(identity -> identity.withDates(
                                identity.issued().minus(earlier),
                                identity.next().minus(earlier))
                        .withEvaluation(identity.evaluation() - evaluations));
    }

    private static Bytes another(IntelBlueprint<?> plan) {
        return plan.endorsements().platform().fmspc().equals(FMSPC) ? ANOTHER_FMSPC : FMSPC;
    }
}

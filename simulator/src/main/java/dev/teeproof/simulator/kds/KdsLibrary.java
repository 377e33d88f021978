package dev.teeproof.simulator.kds;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.simulator.SnpBlueprint;
import dev.teeproof.simulator.SnpBlueprint.Signed;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.TcbVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The endorsements of a service's machines, right or in one of the ways that a fault makes them wrong; minted when asked for. */
final class KdsLibrary {

    private record Shelf(int machine, SigningKey kind, Optional<KdsFault> fault) {}

    private final List<SnpBlueprint> machines;
    private final Map<Shelf, SimulatedReport> minted = new ConcurrentHashMap<>();

    KdsLibrary(List<SnpBlueprint> machines) {
        if (machines.isEmpty()) {
            throw new IllegalArgumentException("a service serves some machine");
        }
        if (!machines.stream().allMatch(machines.getFirst()::sharesThePkiOf)) {
            throw new IllegalArgumentException("the machines of one service share a PKI");
        }
        this.machines = List.copyOf(machines);
    }

    /** Those of the machine with this chip at this TCB, as a fault leaves them. */
    Optional<SimulatedReport> find(SnpProduct product, Bytes hwId, TcbVersion tcb, Optional<KdsFault> fault) {
        for (int i = 0; i < machines.size(); i++) {
            SnpBlueprint machine = machines.get(i);
            boolean asked = machine.product() == product
                    && machine.chipId().slice(0, product.hwIdSize()).equals(hwId)
                    && machine.reportedTcb().equals(tcb);
            if (asked) {
                return Optional.of(shelf(new Shelf(i, SigningKey.VCEK, fault)));
            }
        }
        return Optional.empty();
    }

    /** Those of the first machine of a line, with the issuer of such keys. */
    Optional<SimulatedReport> of(SnpProduct product, SigningKey kind, Optional<KdsFault> fault) {
        for (int i = 0; i < machines.size(); i++) {
            if (machines.get(i).product() == product) {
                return Optional.of(shelf(new Shelf(i, kind, fault)));
            }
        }
        return Optional.empty();
    }

    private SimulatedReport shelf(Shelf shelf) {
        return minted.computeIfAbsent(shelf, this::mint);
    }

    private SimulatedReport mint(Shelf shelf) {
        SnpBlueprint plan = machines.get(shelf.machine()).endorsedAs(shelf.kind());
        return shelf.fault().map(fault -> wrong(plan, fault)).orElse(plan).mint();
    }

    private static SnpBlueprint wrong(SnpBlueprint plan, KdsFault fault) {
        return switch (fault) {
            case LYING -> plan.forged(Signed.VEK).forged(Signed.ISSUER).forged(Signed.CRL);
            case STRANGER -> plan.strangeRoot();
            case STALE ->
                plan.crl(list -> list.withValidity(
                        list.thisUpdate().minus(Duration.ofDays(60)),
                        list.nextUpdate().minus(Duration.ofDays(60))));
            case WRONG_CHIP -> plan.chip(another(plan));
            case WRONG_TCB -> plan.reportedTcb(lower(plan.reportedTcb()));
            case REVOKED -> plan.issuerRevoked();
            case DOWN,
                    BROKEN,
                    EMPTY,
                    REFUSED,
                    SLOW,
                    SILENT,
                    DROPPED,
                    TRUNCATED,
                    GARBAGE,
                    HUGE,
                    REDIRECT_ELSEWHERE,
                    REDIRECT_SAME_HOST,
                    REDIRECT_LOOP,
                    TOO_MANY_REQUESTS -> plan;
        };
    }

    private static Bytes another(SnpBlueprint plan) {
        return Digest.SHA_512.of(plan.chipId()).slice(0, plan.product().hwIdSize());
    }

    /** With another SNP firmware: the one before, where there is one. */
    private static TcbVersion lower(TcbVersion tcb) {
        int snp = tcb.snp() == 0 ? 1 : tcb.snp() - 1;
        return new TcbVersion(tcb.layout(), tcb.fmc(), tcb.bootLoader(), tcb.tee(), snp, tcb.microcode());
    }
}

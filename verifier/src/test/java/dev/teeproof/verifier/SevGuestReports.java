package dev.teeproof.verifier;

import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.simulator.SnpBlueprint;
import dev.teeproof.simulator.SnpMachineFault;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpPolicy;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.SnpState;
import dev.teeproof.snp.SnpTcbStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reports of several kinds, each without a fault and with each single fault, for whoever verifies signatures and chains. */
final class SevGuestReports {

    /** The peer is given no list, and none is given here. */
    private static final Set<SnpMachineFault> OF_THE_LIST = EnumSet.of(
            SnpMachineFault.CRL_EXPIRED,
            SnpMachineFault.CRL_OF_THE_FUTURE,
            SnpMachineFault.CRL_FORGED,
            SnpMachineFault.CRL_OF_ANOTHER_ISSUER,
            SnpMachineFault.ISSUER_REVOKED);

    private SevGuestReports() {}

    /** A report's kind. */
    private record Kind(SnpProduct product, int version, SigningKey key) {

        SnpBlueprint plan() {
            return SnpCase.report(product).version(version).signingKey(key);
        }

        String named(String what) {
            return product.name() + "_V" + version + "_" + key + ": " + what;
        }
    }

    static List<SevGuestCase> cases() {
        List<SevGuestCase> cases = new ArrayList<>();
        for (Kind kind : List.of(
                new Kind(SnpProduct.MILAN, 2, SigningKey.VCEK),
                new Kind(SnpProduct.MILAN, 3, SigningKey.VCEK),
                new Kind(SnpProduct.MILAN, 5, SigningKey.VLEK),
                new Kind(SnpProduct.GENOA, 2, SigningKey.VCEK),
                new Kind(SnpProduct.GENOA, 3, SigningKey.VLEK),
                new Kind(SnpProduct.GENOA, 5, SigningKey.VCEK),
                new Kind(SnpProduct.TURIN, 5, SigningKey.VCEK))) {
            SnpBlueprint right = kind.plan();
            cases.add(verified(kind.named("nothing wrong"), right, right.mint(), false));
            cases.add(verified(
                    kind.named("certificates in PEM"), right, right.pem().mint(), false));
            if (kind.version() > 2 && kind.product() == SnpProduct.GENOA) {
                cases.add(verified(
                        kind.named("a processor of Bergamo"),
                        right,
                        right.cpuid(0x19, 0xa0, 2).mint(),
                        false));
            }
            for (SnpMachineFault fault : SnpMachineFault.values()) {
                if (fault.concerns(right) && !OF_THE_LIST.contains(fault)) {
                    boolean ownRoot = fault == SnpMachineFault.ROOT_ALLOWS_NO_ISSUER;
                    cases.add(verified(
                            kind.named(fault.words()), right, fault.in(right).mint(), ownRoot));
                }
            }
        }
        return cases;
    }

    private static SevGuestCase verified(String name, SnpBlueprint right, SimulatedReport sent, boolean ownRoot) {
        SnpPolicy.Builder policy =
                SnpPolicy.builder().accept(SnpTcbStatus.OUT_OF_DATE).insecureAllowDebug();
        for (SnpState state : SnpState.values()) {
            policy.accept(state);
        }
        return new SevGuestCase(name, right, sent, ownRoot, "{}", policy.build());
    }
}

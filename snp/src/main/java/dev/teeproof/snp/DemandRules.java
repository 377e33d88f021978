package dev.teeproof.snp;

import dev.teeproof.codec.Bytes;
import dev.teeproof.result.Check;
import dev.teeproof.result.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** What a relying party demands beyond what holds of every report, in the order of {@link SnpPolicyCheck}. */
record DemandRules(SnpPolicy policy) {

    List<Check> check(SnpReport report, VekCertificate vek, SnpTcb tcb) {
        List<Check> checks = new ArrayList<>();
        if (!policy.guestFeatures().isEmpty()) {
            checks.add(guestPolicy(report.policy()));
        }
        policy.leastAbi().ifPresent(least -> checks.add(abi(report.policy(), least)));
        if (!policy.platformFeatures().isEmpty()) {
            checks.add(platformInfo(report.platformInfo()));
        }
        policy.leastTcbs().forEach((kind, least) -> checks.add(leastTcb(kind, least, tcb.version(kind))));
        policy.leastFirmware().ifPresent(least -> checks.add(firmware(report.currentVersion(), least)));
        policy.leastGuestSvn().ifPresent(least -> checks.add(guestSvn(report.guestSvn(), least)));
        policy.idBlock().ifPresent(rule -> checks.add(idBlock(report, rule)));
        if (policy.launchMitigations() != 0) {
            checks.add(mitigations(
                    SnpPolicyCheck.LAUNCH_MITIGATIONS,
                    "at launch",
                    report.launchMitVector(),
                    policy.launchMitigations()));
        }
        if (policy.currentMitigations() != 0) {
            checks.add(mitigations(
                    SnpPolicyCheck.CURRENT_MITIGATIONS, "now", report.currentMitVector(), policy.currentMitigations()));
        }
        policy.vmpl()
                .ifPresent(level -> checks.add(compare(
                        SnpPolicyCheck.EXPECTED_VMPL,
                        report.vmpl() == level,
                        "the VMPL",
                        Integer.toString(level),
                        Long.toString(report.vmpl()))));
        policy.cspId()
                .ifPresent(id -> checks.add(compare(
                        SnpPolicyCheck.EXPECTED_CSP_ID,
                        vek.cspId().equals(Optional.of(id)),
                        "the cloud provider of the key's certificate",
                        id,
                        vek.cspId().orElse("none"))));
        policy.expected().values().forEach((field, allowed) -> checks.add(hasOneOf(report, field, allowed)));
        return checks;
    }

    private Check guestPolicy(GuestPolicy guest) {
        List<String> wrong = new ArrayList<>();
        policy.guestFeatures().forEach((feature, demanded) -> {
            if (feature.isSetIn(guest) != demanded) {
                wrong.add("it is " + (demanded ? "not " : "") + "so that " + feature.inWords());
            }
        });
        return Check.that(
                SnpPolicyCheck.GUEST_POLICY_REJECTED,
                wrong.isEmpty(),
                "the guest policy is as demanded",
                "the guest policy is not as demanded: " + String.join(", ", wrong));
    }

    private static Check abi(GuestPolicy guest, FirmwareVersion least) {
        FirmwareVersion found = new FirmwareVersion(guest.abiMajor(), guest.abiMinor(), 0);
        return compare(
                SnpPolicyCheck.ABI_TOO_OLD,
                found.compareTo(least) >= 0,
                "the firmware ABI that the guest policy demands",
                "at least " + least.major() + "." + least.minor(),
                found.major() + "." + found.minor());
    }

    private Check platformInfo(PlatformInfo platform) {
        List<String> wrong = new ArrayList<>();
        policy.platformFeatures().forEach((feature, demanded) -> {
            if (platform.has(feature) != demanded) {
                wrong.add((demanded ? "lacks: " : "has: ") + feature.inWords());
            }
        });
        return Check.that(
                SnpPolicyCheck.PLATFORM_INFO_REJECTED,
                wrong.isEmpty(),
                "the platform is set up as demanded",
                "the platform is not set up as demanded; it " + String.join(", it ", wrong));
    }

    private static Check leastTcb(TcbKind kind, LeastTcb least, TcbVersion found) {
        return compare(
                kind.check(),
                least.isReachedBy(found),
                "the " + kind.text() + " TCB",
                "at least " + least,
                found.toString());
    }

    private static Check firmware(FirmwareVersion found, FirmwareVersion least) {
        return compare(
                SnpPolicyCheck.FIRMWARE_TOO_OLD,
                found.compareTo(least) >= 0,
                "the current firmware's version",
                "at least " + least,
                found.toString());
    }

    private static Check guestSvn(long found, long least) {
        return compare(
                SnpPolicyCheck.GUEST_SVN_TOO_OLD,
                found >= least,
                "the guest's SVN",
                "at least " + least,
                Long.toString(found));
    }

    private static Check idBlock(SnpReport report, IdBlockRule rule) {
        if (report.idKeyDigest().isZero()) {
            return Check.failed(
                    SnpPolicyCheck.ID_BLOCK, "the guest was launched without an ID block, and one is demanded");
        }
        return Check.that(
                SnpPolicyCheck.ID_BLOCK,
                rule.allows(report),
                "the guest's ID block was signed by a key that is demanded",
                "the guest's ID block was signed by none of the keys that are demanded: ID key " + report.idKeyDigest()
                        + ", "
                        + (report.keyInfo().authorKeyEnabled()
                                ? "author key " + report.authorKeyDigest()
                                : "no author key"));
    }

    /** A bit for each mitigation: which numbers are greater says nothing. */
    private static Check mitigations(SnpPolicyCheck code, String when, OptionalLong vector, long demanded) {
        if (vector.isEmpty()) {
            return Check.failed(code, "mitigations are demanded, of which reports before version 5 say nothing");
        }
        return compare(
                code,
                (vector.getAsLong() & demanded) == demanded,
                "the mitigations that were in place " + when,
                "at least the bits " + Long.toHexString(demanded),
                Long.toHexString(vector.getAsLong()));
    }

    private static Check compare(SnpPolicyCheck code, boolean right, String what, String expected, String actual) {
        return new Check(
                code,
                right ? Outcome.PASSED : Outcome.FAILED,
                what + (right ? " is what the policy demands" : " is not what the policy demands"),
                Optional.of(expected),
                Optional.of(actual));
    }

    private static Check hasOneOf(SnpReport report, ExpectedGuest.Field field, Set<Bytes> allowed) {
        Bytes actual = field.of(report);
        return compare(
                field.check(),
                allowed.contains(actual),
                field.text(),
                allowed.stream().map(Bytes::toHex).sorted().collect(Collectors.joining(" or ")),
                actual.toHex());
    }
}

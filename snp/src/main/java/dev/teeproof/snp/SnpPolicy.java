package dev.teeproof.snp;

import dev.teeproof.codec.Bytes;
import dev.teeproof.result.CheckCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a relying party accepts of a genuine platform, and demands of what runs on it. The default accepts the status UpToDate and
 * nothing else, refuses guests that can be debugged, and demands nothing.
 *
 * @param acceptedStatuses of the TCB
 * @param acceptedStates states that are not accepted by default
 * @param leastTcbs for each of the four TCB versions, what it must reach
 * @param guestFeatures bits of the guest policy that must be set, or must not
 * @param leastAbi the guest policy must demand this ABI or a later one; the build is not looked at
 * @param platformFeatures what the platform must have, or must not
 * @param leastFirmware the current firmware must be of this version and build or a later one
 * @param leastGuestSvn of the ID block
 * @param idBlock by whose keys the launch must have been signed
 * @param launchMitigations bits of the mitigation vector at launch that must be set
 * @param currentMitigations bits of the current mitigation vector that must be set
 * @param vmpl the one who must have asked, 0 to 3
 * @param cspId the cloud provider that a VLEK's certificate must name
 * @param expected values that fields must have
 * @param requireCrl whether evidence is not affirmed without a revocation list
 * @param insecureAllowDebug for development machines: the host can read the guest's memory, nothing in it is secret
 */
public record SnpPolicy(
        Set<SnpTcbStatus> acceptedStatuses,
        Set<SnpState> acceptedStates,
        Map<TcbKind, LeastTcb> leastTcbs,
        Map<GuestFeature, Boolean> guestFeatures,
        Optional<FirmwareVersion> leastAbi,
        Map<PlatformInfo.Feature, Boolean> platformFeatures,
        Optional<FirmwareVersion> leastFirmware,
        Optional<Long> leastGuestSvn,
        Optional<IdBlockRule> idBlock,
        long launchMitigations,
        long currentMitigations,
        Optional<Integer> vmpl,
        Optional<String> cspId,
        ExpectedGuest expected,
        boolean requireCrl,
        boolean insecureAllowDebug) {

    public static final SnpPolicy STRICT = builder().build();

    /** @throws IllegalArgumentException if the VMPL is not 0 to 3 */
    public SnpPolicy {
        acceptedStatuses = Set.copyOf(acceptedStatuses);
        acceptedStates = Set.copyOf(acceptedStates);
        leastTcbs = ordered(TcbKind.class, leastTcbs);
        guestFeatures = ordered(GuestFeature.class, guestFeatures);
        platformFeatures = ordered(PlatformInfo.Feature.class, platformFeatures);
        if (vmpl.isPresent() && (vmpl.get() < 0 || vmpl.get() > 3)) {
            throw new IllegalArgumentException("a VMPL is 0 to 3, not " + vmpl.get());
        }
    }

    private static <K extends Enum<K>, V> Map<K, V> ordered(Class<K> type, Map<K, V> map) {
        Map<K, V> copy = new EnumMap<>(type);
        copy.putAll(map);
        return Collections.unmodifiableMap(copy);
    }

    /** A builder that begins at the default. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that begins here. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.acceptedStatuses.addAll(acceptedStatuses);
        builder.acceptedStates.addAll(acceptedStates);
        builder.leastTcbs.putAll(leastTcbs);
        builder.guestFeatures.putAll(guestFeatures);
        builder.platformFeatures.putAll(platformFeatures);
        builder.leastAbi = leastAbi;
        builder.leastFirmware = leastFirmware;
        builder.leastGuestSvn = leastGuestSvn;
        builder.idBlock = idBlock;
        builder.launchMitigations = launchMitigations;
        builder.currentMitigations = currentMitigations;
        builder.vmpl = vmpl;
        builder.cspId = cspId;
        builder.expected = expected;
        builder.requireCrl = requireCrl;
        builder.insecureAllowDebug = insecureAllowDebug;
        return builder;
    }

    boolean accepts(SnpState state) {
        return acceptedStates.contains(state);
    }

    /** The checks that it asks for beyond those of every report, in order. */
    public List<CheckCode> checks() {
        List<CheckCode> checks = new ArrayList<>();
        add(checks, !guestFeatures.isEmpty(), SnpPolicyCheck.GUEST_POLICY_REJECTED);
        add(checks, leastAbi.isPresent(), SnpPolicyCheck.ABI_TOO_OLD);
        add(checks, !platformFeatures.isEmpty(), SnpPolicyCheck.PLATFORM_INFO_REJECTED);
        leastTcbs.keySet().forEach(kind -> checks.add(kind.check()));
        add(checks, leastFirmware.isPresent(), SnpPolicyCheck.FIRMWARE_TOO_OLD);
        add(checks, leastGuestSvn.isPresent(), SnpPolicyCheck.GUEST_SVN_TOO_OLD);
        add(checks, idBlock.isPresent(), SnpPolicyCheck.ID_BLOCK);
        add(checks, launchMitigations != 0, SnpPolicyCheck.LAUNCH_MITIGATIONS);
        add(checks, currentMitigations != 0, SnpPolicyCheck.CURRENT_MITIGATIONS);
        add(checks, vmpl.isPresent(), SnpPolicyCheck.EXPECTED_VMPL);
        add(checks, cspId.isPresent(), SnpPolicyCheck.EXPECTED_CSP_ID);
        expected.values().keySet().forEach(field -> checks.add(field.check()));
        return checks;
    }

    private static void add(List<CheckCode> checks, boolean asked, CheckCode check) {
        if (asked) {
            checks.add(check);
        }
    }

    /** Collects what a policy accepts and demands. */
    public static final class Builder {

        private final Set<SnpTcbStatus> acceptedStatuses = EnumSet.of(SnpTcbStatus.UP_TO_DATE);
        private final Set<SnpState> acceptedStates = EnumSet.noneOf(SnpState.class);
        private final Map<TcbKind, LeastTcb> leastTcbs = new EnumMap<>(TcbKind.class);
        private final Map<GuestFeature, Boolean> guestFeatures = new EnumMap<>(GuestFeature.class);
        private final Map<PlatformInfo.Feature, Boolean> platformFeatures = new EnumMap<>(PlatformInfo.Feature.class);
        private Optional<FirmwareVersion> leastAbi = Optional.empty();
        private Optional<FirmwareVersion> leastFirmware = Optional.empty();
        private Optional<Long> leastGuestSvn = Optional.empty();
        private Optional<IdBlockRule> idBlock = Optional.empty();
        private long launchMitigations;
        private long currentMitigations;
        private Optional<Integer> vmpl = Optional.empty();
        private Optional<String> cspId = Optional.empty();
        private ExpectedGuest expected = ExpectedGuest.ANY;
        private boolean requireCrl;
        private boolean insecureAllowDebug;

        private Builder() {}

        public Builder accept(SnpTcbStatus status) {
            acceptedStatuses.add(status);
            return this;
        }

        public Builder accept(SnpState state) {
            acceptedStates.add(state);
            return this;
        }

        public Builder leastTcb(TcbKind kind, LeastTcb least) {
            leastTcbs.put(kind, least);
            return this;
        }

        /** Whether the guest policy must have the bit, or must not. */
        public Builder guestFeature(GuestFeature feature, boolean set) {
            guestFeatures.put(feature, set);
            return this;
        }

        /** Whether the platform must have the feature, or must not. */
        public Builder platformFeature(PlatformInfo.Feature feature, boolean has) {
            platformFeatures.put(feature, has);
            return this;
        }

        public Builder leastAbi(int major, int minor) {
            leastAbi = Optional.of(new FirmwareVersion(major, minor, 0));
            return this;
        }

        public Builder leastFirmware(FirmwareVersion least) {
            leastFirmware = Optional.of(least);
            return this;
        }

        public Builder leastGuestSvn(long least) {
            leastGuestSvn = Optional.of(least);
            return this;
        }

        public Builder idBlock(IdBlockRule rule) {
            idBlock = Optional.of(rule);
            return this;
        }

        /** One more ID key that may have signed, by the SHA-384 of its structure. */
        public Builder idKey(Bytes digest) {
            return idBlock(idBlock.orElse(IdBlockRule.NOBODY).withIdKey(digest));
        }

        /** One more author key that may have signed the ID key, by the SHA-384 of its structure. */
        public Builder authorKey(Bytes digest) {
            return idBlock(idBlock.orElse(IdBlockRule.NOBODY).withAuthorKey(digest));
        }

        public Builder launchMitigations(long bits) {
            launchMitigations = bits;
            return this;
        }

        public Builder currentMitigations(long bits) {
            currentMitigations = bits;
            return this;
        }

        public Builder vmpl(int level) {
            vmpl = Optional.of(level);
            return this;
        }

        /** A VLEK is accepted by naming whose it must be. */
        public Builder cspId(String id) {
            cspId = Optional.of(id);
            return accept(SnpState.VLEK);
        }

        public Builder expect(ExpectedGuest.Field field, Bytes value) {
            expected = expected.with(field, value);
            return this;
        }

        public Builder requireCrl() {
            requireCrl = true;
            return this;
        }

        public Builder insecureAllowDebug() {
            insecureAllowDebug = true;
            return this;
        }

        public SnpPolicy build() {
            return new SnpPolicy(
                    acceptedStatuses,
                    acceptedStates,
                    leastTcbs,
                    guestFeatures,
                    leastAbi,
                    platformFeatures,
                    leastFirmware,
                    leastGuestSvn,
                    idBlock,
                    launchMitigations,
                    currentMitigations,
                    vmpl,
                    cspId,
                    expected,
                    requireCrl,
                    insecureAllowDebug);
        }
    }
}

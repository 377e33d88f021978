package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.simulator.SnpBlueprint;
import dev.teeproof.snp.ExpectedGuest;
import dev.teeproof.snp.FirmwareVersion;
import dev.teeproof.snp.GuestFeature;
import dev.teeproof.snp.LeastTcb;
import dev.teeproof.snp.PlatformInfo;
import dev.teeproof.snp.SnpPolicy;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.SnpState;
import dev.teeproof.snp.SnpTcbStatus;
import dev.teeproof.snp.TcbKind;
import dev.teeproof.snp.TcbVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Policies, each in go-sev-guest's words and in those of this library, over a report that they meet or miss. */
final class SevGuestPolicies {

    private static final Bytes KEY = Bytes.hex("1d".repeat(48));
    private static final Bytes AUTHOR = Bytes.hex("a0".repeat(48));

    private static final SnpBlueprint GUEST = SnpCase.report(SnpProduct.GENOA)
            .version(5)
            .guestSvn(7)
            .policy(0x30105)
            .ids(Bytes.hex("fa".repeat(16)), Bytes.hex("13".repeat(16)))
            .keyInfo(1)
            .keyDigests(KEY, AUTHOR)
            .mitigations(Bytes.of(5, 0, 0, 0, 0, 0, 0, 0), Bytes.of(6, 0, 0, 0, 0, 0, 0, 0));

    /** SMT is allowed, which the peer forbids by default and this library does not. */
    private static final long SMT_ALLOWED = 0x30000;

    private final List<SevGuestCase> cases = new ArrayList<>();

    private SevGuestPolicies() {}

    static List<SevGuestCase> cases() {
        SevGuestPolicies policies = new SevGuestPolicies();
        policies.fields();
        policies.versions();
        policies.tcb();
        policies.guestPolicy();
        policies.platform();
        policies.keysAndMitigations();
        return policies.cases;
    }

    private void add(String name, SnpBlueprint guest, String demands, UnaryOperator<SnpPolicy.Builder> policy) {
        String all = demands.contains("\"guest_policy\"")
                ? demands
                : "\"guest_policy\":" + SMT_ALLOWED + (demands.isEmpty() ? "" : ",") + demands;
        cases.add(new SevGuestCase(
                "GENOA_V5: " + name,
                guest,
                guest.mint(),
                false,
                "{" + all + "}",
                policy.apply(SnpPolicy.builder().accept(SnpTcbStatus.OUT_OF_DATE))
                        .build()));
    }

    private void add(String name, String demands, UnaryOperator<SnpPolicy.Builder> policy) {
        add(name, GUEST, demands, policy);
    }

    private void fields() {
        add("no demand", "", policy -> policy);
        SimulatedReport report = GUEST.mint();
        for (ExpectedGuest.Field field : ExpectedGuest.Field.values()) {
            Bytes value = SnpCase.valueOf(field, report);
            String name = field.text().replace('-', '_');
            add(field.text() + " as expected", text(name, value), policy -> policy.expect(field, value));
            Bytes other = Tamper.flip(value, field.size() - 1);
            add(field.text() + " other than expected", text(name, other), policy -> policy.expect(field, other));
        }
    }

    private static String text(String name, Bytes value) {
        return "\"" + name + "\":\"" + value.toHex() + "\"";
    }

    private void versions() {
        for (int svn : new int[] {7, 8}) {
            add("guest SVN at least " + svn, "\"minimum_guest_svn\":" + svn, policy -> policy.leastGuestSvn(svn));
        }
        firmware(1, 55, 49);
        firmware(1, 55, 50);
        firmware(1, 56, 0);
        firmware(2, 0, 0);
        firmware(1, 54, 60);
        for (int vmpl : new int[] {0, 1}) {
            add("VMPL is " + vmpl, "\"vmpl\":" + vmpl, policy -> policy.vmpl(vmpl));
        }
    }

    private void firmware(int major, int minor, int build) {
        add(
                "firmware at least " + major + "." + minor + "." + build,
                "\"minimum_version\":" + (major << 8 | minor) + ",\"minimum_build\":" + build,
                policy -> policy.leastFirmware(new FirmwareVersion(major, minor, build)));
    }

    private void tcb() {
        for (String least : List.of("bl=10,tee=0,snp=27,ucode=84", "bl=11", "tee=1", "snp=28", "ucode=85")) {
            String demand = "{\"" + least.replace("=", "\":").replace(",", ",\"") + "}";
            add(
                    "reported TCB at least " + least,
                    "\"minimum_tcb\":" + demand,
                    policy ->
                            policy.leastTcb(TcbKind.REPORTED, LeastTcb.of(least).orElseThrow()));
            add(
                    "launch TCB at least " + least,
                    "\"minimum_launch_tcb\":" + demand,
                    policy -> policy.leastTcb(TcbKind.LAUNCH, LeastTcb.of(least).orElseThrow()));
        }
        TcbVersion older = new TcbVersion(GUEST.reportedTcb().layout(), 0, 10, 0, 26, 84);
        TcbVersion newer = new TcbVersion(GUEST.reportedTcb().layout(), 0, 10, 0, 28, 84);
        for (boolean permitted : new boolean[] {false, true}) {
            String demand = "\"permit_provisional_firmware\":" + permitted;
            String suffix = permitted ? ", provisional firmware permitted" : "";
            UnaryOperator<SnpPolicy.Builder> policy =
                    builder -> permitted ? builder.accept(SnpState.PROVISIONAL_FIRMWARE) : builder;
            add("committed TCB below the current one" + suffix, GUEST.committedTcb(older), demand, policy);
            add("committed TCB above the current one" + suffix, GUEST.committedTcb(newer), demand, policy);
            add("launch TCB above the current one" + suffix, GUEST.launchTcb(newer), demand, policy);
            add("reported TCB below all others" + suffix, GUEST.reportedTcb(older), demand, policy);
            add("reported TCB above all others" + suffix, GUEST.reportedTcb(newer), demand, policy);
            add(
                    "firmware that is not committed" + suffix,
                    GUEST.currentVersion(new FirmwareVersion(1, 55, 50)),
                    demand,
                    policy);
            add(
                    "committed firmware that does not run" + suffix,
                    GUEST.committedVersion(new FirmwareVersion(1, 55, 50)),
                    demand,
                    policy);
        }
    }

    private void guestPolicy() {
        add("SMT forbidden", "\"guest_policy\":" + 0x20000, policy -> policy.guestFeature(GuestFeature.SMT, false));
        add(
                "SMT forbidden and not allowed",
                GUEST.policy(0x20000),
                "\"guest_policy\":" + 0x20000,
                policy -> policy.guestFeature(GuestFeature.SMT, false));
        GuestFeature[] demanded = {
            GuestFeature.SINGLE_SOCKET,
            GuestFeature.MEM_AES_256_XTS,
            GuestFeature.RAPL_DISABLED,
            GuestFeature.CIPHERTEXT_HIDING,
            GuestFeature.PAGE_SWAP_DISABLED
        };
        int[] bits = {20, 22, 23, 24, 25};
        for (int i = 0; i < demanded.length; i++) {
            GuestFeature feature = demanded[i];
            long bit = SMT_ALLOWED | 1L << bits[i];
            String demand = "\"guest_policy\":" + bit;
            add(feature.text() + " demanded", demand, policy -> policy.guestFeature(feature, true));
            add(
                    feature.text() + " demanded and there",
                    GUEST.policy(bit),
                    demand,
                    policy -> policy.guestFeature(feature, true));
        }
        add(
                "CXL allowed, and forbidden",
                GUEST.policy(SMT_ALLOWED | 1 << 21),
                "",
                policy -> policy.guestFeature(GuestFeature.CXL, false));
        add("debugging allowed", GUEST.policy(SMT_ALLOWED | 1 << 19), "", policy -> policy);
        add(
                "debugging allowed, and permitted",
                GUEST.policy(SMT_ALLOWED | 1 << 19),
                "\"guest_policy\":" + (SMT_ALLOWED | 1 << 19),
                SnpPolicy.Builder::insecureAllowDebug);
        add("a migration agent", GUEST.policy(SMT_ALLOWED | 1 << 18), "", policy -> policy);
        add(
                "a migration agent, and permitted",
                GUEST.policy(SMT_ALLOWED | 1 << 18),
                "\"guest_policy\":" + (SMT_ALLOWED | 1 << 18),
                policy -> policy.accept(SnpState.MIGRATABLE));
        for (int[] abi : new int[][] {{1, 5}, {1, 6}, {2, 0}, {0, 9}}) {
            add(
                    "ABI at least " + abi[0] + "." + abi[1],
                    "\"guest_policy\":" + (SMT_ALLOWED | abi[0] << 8 | abi[1]),
                    policy -> policy.leastAbi(abi[0], abi[1]));
        }
    }

    private void platform() {
        add(
                "the platform as it is",
                "\"platform_info\":" + 0x25,
                policy -> policy.platformFeature(PlatformInfo.Feature.TSME, false));
        add(
                "SMT of the platform forbidden",
                "\"platform_info\":" + 0x24,
                policy -> policy.platformFeature(PlatformInfo.Feature.SMT, false));
        add(
                "TSME forbidden",
                GUEST.platformInfo(0x27),
                "\"platform_info\":" + 0x25,
                policy -> policy.platformFeature(PlatformInfo.Feature.TSME, false));
        add(
                "ECC demanded",
                GUEST.platformInfo(0x21),
                "\"platform_info\":" + 0x25,
                policy -> policy.platformFeature(PlatformInfo.Feature.ECC, true));
        add(
                "RAPL disabled demanded",
                "\"platform_info\":" + 0x2d,
                policy -> policy.platformFeature(PlatformInfo.Feature.RAPL_DISABLED, true));
        add(
                "ciphertext hiding demanded",
                "\"platform_info\":" + 0x35,
                policy -> policy.platformFeature(PlatformInfo.Feature.CIPHERTEXT_HIDING, true));
        add(
                "alias check demanded",
                GUEST.platformInfo(0x05),
                "\"platform_info\":" + 0x25,
                policy -> policy.platformFeature(PlatformInfo.Feature.ALIAS_CHECK, true));
        add(
                "a bit of the platform that nobody knows",
                GUEST.platformInfo(0x65),
                "\"platform_info\":" + 0x25,
                policy -> policy.platformFeature(PlatformInfo.Feature.ECC, true));
        add("such a bit without a demand", GUEST.platformInfo(0x65), "", policy -> policy);
    }

    private void keysAndMitigations() {
        Bytes other = Bytes.hex("77".repeat(48));
        String required = "\"require_id_block\":true";
        add("an ID key that is trusted", required + keys("id", KEY), policy -> policy.idKey(KEY));
        add("an ID key that is not trusted", required + keys("id", other), policy -> policy.idKey(other));
        add("an author key that is trusted", required + keys("author", AUTHOR), policy -> policy.authorKey(AUTHOR));
        add("an author key that is not trusted", required + keys("author", other), policy -> policy.authorKey(other));
        add(
                "an author key that did not sign",
                GUEST.keyInfo(0),
                required + keys("author", AUTHOR),
                policy -> policy.authorKey(AUTHOR));
        add(
                "no ID block",
                GUEST.keyInfo(0).keyDigests(Bytes.zeros(48), Bytes.zeros(48)),
                required + keys("id", KEY),
                policy -> policy.idKey(KEY));
        for (int bits : new int[] {1, 4, 5, 2, 3}) {
            add(
                    "mitigations at launch " + bits,
                    "\"minimum_launch_mitigation_vector\":" + bits,
                    policy -> policy.launchMitigations(bits));
            add(
                    "current mitigations " + bits,
                    "\"minimum_current_mitigation_vector\":" + bits,
                    policy -> policy.currentMitigations(bits));
        }
        add(
                "mitigations of a report of version 3",
                GUEST.version(3).report(0x1f8, Bytes.zeros(16)),
                "\"minimum_launch_mitigation_vector\":1",
                policy -> policy.launchMitigations(1));
    }

    private static String keys(String whose, Bytes digest) {
        return ",\"trusted_" + whose + "_key_hashes\":[\"" + digest.toHex() + "\"]";
    }
}

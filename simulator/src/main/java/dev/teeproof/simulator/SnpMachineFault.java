package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.simulator.SnpBlueprint.Role;
import dev.teeproof.simulator.SnpBlueprint.SentCertificates;
import dev.teeproof.simulator.SnpBlueprint.Signed;
import dev.teeproof.simulator.SnpMachineBlueprint.CertChain;
import dev.teeproof.snp.FirmwareVersion;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.TcbLayout;
import dev.teeproof.snp.TcbVersion;
import dev.teeproof.snp.TcbVersion.Component;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * The things that can be wrong with an SEV-SNP machine or its evidence. Each breaks exactly one thing of a blueprint; all the rest
 * is minted and signed as it should be.
 */
public enum SnpMachineFault {
    REPORT_FORGED("the report's signature is forged", report(plan -> plan.forged(Signed.REPORT))),
    REPORT_CHANGED(
            "the report's measurement was changed after it was signed",
            report(plan -> plan.sentReport(0x90, Bytes.zeros(48)))),
    SIGNATURE_R_ZERO("the signature's r is zero", report(plan -> plan.sentReport(0x2a0, Bytes.zeros(72)))),
    SIGNATURE_S_TOO_LARGE(
            "the signature's s is the order of the curve's group",
            report(plan -> plan.sentReport(
                    0x2e8, Bytes.hex("7329c5cc6a19ecec7aa7b048b20d1a58df2d37f4814d63c7" + "ffffffff".repeat(6))))),
    SIGNATURE_TOO_LONG(
            "the signature's r is longer than 48 bytes", report(plan -> plan.sentReport(0x2a0 + 48, Bytes.of(1)))),
    VEK_FORGED("the certificate of the signing key is forged", report(plan -> plan.forged(Signed.VEK))),
    ISSUER_FORGED("the certificate of who issued it is forged", report(plan -> plan.forged(Signed.ISSUER))),
    STRANGE_ROOT("the certificates are from somebody else's root", report(SnpBlueprint::strangeRoot)),
    STRANGE_ROOT_SENT(
            "somebody else's root comes along",
            report(SnpBlueprint::strangeRootSent),
            plan -> plan.platform(SnpBlueprint::strangeRootSent).certChain(CertChain.TABLE)),
    VEK_EXPIRED(
            "the certificate of the signing key has expired",
            report(plan -> plan.certificate(
                    Role.VEK,
                    spec -> spec.withValidity(spec.notBefore(), plan.at().minusSeconds(1))))),
    VEK_NOT_YET_VALID(
            "the certificate of the signing key is not valid yet",
            report(plan -> plan.certificate(
                    Role.VEK, spec -> spec.withValidity(plan.at().plus(Duration.ofDays(1)), spec.notAfter())))),
    ISSUER_EXPIRED(
            "the certificate of who issued the key's has expired",
            report(plan -> plan.certificate(
                    Role.ISSUER,
                    spec -> spec.withValidity(spec.notBefore(), plan.at().minusSeconds(1))))),
    ISSUER_NOT_A_CA(
            "who issued the key's certificate is not a CA",
            report(plan -> plan.certificate(Role.ISSUER, AmdCertificateSpec::withoutCa))),
    ISSUER_NOT_FOR_CERTIFICATES(
            "the issuer's key is not for certificates",
            report(plan -> plan.certificate(Role.ISSUER, spec -> spec.withKeyUsage(KeyUsage.digitalSignature)))),
    ROOT_ALLOWS_NO_ISSUER(
            "the root allows no CA below it",
            report(plan -> plan.certificate(Role.ARK, spec -> spec.withPathLength(0)))),
    VEK_IS_A_CA(
            "the certificate of the signing key is a CA's",
            report(plan -> plan.certificate(Role.VEK, spec -> spec.withPathLength(0)))),
    VEK_UNKNOWN_CRITICAL(
            "the certificate of the signing key has a critical extension that nobody understands",
            report(plan -> plan.certificate(Role.VEK, AmdCertificateSpec::withUnknownCritical))),
    VEK_OF_ANOTHER_CHIP(
            "the key's certificate is of another chip",
            vcek(plan -> plan.vek(extensions -> extensions.with(
                    VekExtensions.HW_ID, Bytes.hex("c5".repeat(plan.product().hwIdSize())))))),
    VEK_OF_ANOTHER_BOOT_LOADER("the key's certificate is of another boot loader", ofAnother(Component.BOOT_LOADER)),
    VEK_OF_ANOTHER_TEE("the key's certificate is of another secure processor's system", ofAnother(Component.TEE)),
    VEK_OF_ANOTHER_SNP("the key's certificate is of another SNP firmware", ofAnother(Component.SNP)),
    VEK_OF_ANOTHER_MICROCODE("the key's certificate is of other microcode", ofAnother(Component.MICROCODE)),
    VEK_OF_ANOTHER_FMC("the key's certificate is of another FMC", ofAnother(Component.FMC)),
    VEK_OF_ANOTHER_PRODUCT(
            "the key's certificate is of another product line than its issuer's",
            // Without an FMC, as only Turin has one.
            report(plan -> plan.vek(extensions -> extensions
                    .withText(
                            VekExtensions.PRODUCT_NAME, another(plan.product()).text())
                    .without(VekExtensions.FMC_SPL)))),
    REPORT_OF_ANOTHER_PRODUCT(
            "the report is of a processor of another product line than its certificates",
            report(plan -> switch (another(plan.product())) {
                case MILAN -> plan.cpuid(0x19, 0x01, 1);
                case GENOA -> plan.cpuid(0x19, 0x11, 1);
                case TURIN -> plan.cpuid(0x1a, 0x02, 1);
            })),
    PROCESSOR_UNKNOWN("the report is of a processor of no known line", report(plan -> plan.cpuid(0x19, 0x77, 0))),
    VLEK_FOR_A_VCEK(
            "the certificates are of a VLEK, and the report names a VCEK",
            report(plan -> plan.endorsedAs(SigningKey.VLEK))),
    VCEK_FOR_A_VLEK(
            "the certificates are of a VCEK, and the report names a VLEK", report(plan -> plan.keyInfo(1 << 2))),
    ASVK_FOR_A_VCEK("a VCEK was certified by the issuer of VLEKs", report(plan -> plan.issuedAs(SigningKey.VLEK))),
    CHIP_KEY_MASKED("the firmware was kept from signing", report(SnpBlueprint::maskedChipKey)),
    CHIP_ID_MASKED("the host keeps the chip's id back", report(SnpBlueprint::maskedChipId)),
    SIGNING_KEY_NONE("the report says that no key signed it", report(plan -> plan.keyInfo(7 << 2))),
    SIGNING_KEY_RESERVED("the report names a key of no known kind", report(plan -> plan.keyInfo(2 << 2))),
    VLEK_SIGNED("a cloud provider's key signed", report(plan -> plan.signingKey(SigningKey.VLEK))),
    DEBUG("the guest can be debugged", report(plan -> plan.policy(0xb0000))),
    MIGRATION_AGENT("a migration agent may move the guest", report(plan -> plan.policy(0x70000))),
    VMPL_1("software at VMPL 1 asked", report(plan -> plan.vmpl(1))),
    HOST_REQUESTED("the host asked, not the guest", report(plan -> plan.vmpl(0xffff_ffffL))),
    VERSION_UNKNOWN("the report is of a version that nobody knows", report(plan -> plan.report(0, Bytes.of(6)))),
    ALGORITHM_UNKNOWN("the report names another algorithm", report(plan -> plan.report(0x34, Bytes.of(2)))),
    RESERVED_BYTE_SET("a reserved byte is set", report(plan -> plan.report(0x18b, Bytes.of(1)))),
    RESERVED_POLICY_BIT_SET(
            "a reserved bit of the guest policy is set", report(plan -> plan.policy(1L << 26 | 0x30000))),
    POLICY_BIT_CLEAR("the guest policy lacks the bit that must be one", report(plan -> plan.policy(0x10000))),
    RESERVED_KEY_BIT_SET("a reserved bit of the key info is set", report(plan -> plan.keyInfo(1 << 5))),
    UNSIGNED_BYTE_SET(
            "a byte behind the signature is set, which nothing signs",
            report(plan -> plan.sentReport(0x330, Bytes.of(1)))),
    REPORTED_ABOVE_CURRENT(
            "the reported TCB is above the current one", report(plan -> plan.reportedTcb(higher(plan.reportedTcb())))),
    COMMITTED_ABOVE_CURRENT(
            "the committed TCB is above the current one",
            report(plan -> plan.committedTcb(higher(plan.reportedTcb())))),
    LAUNCH_ABOVE_CURRENT(
            "the TCB at launch is above the current one", report(plan -> plan.launchTcb(higher(plan.reportedTcb())))),
    PROVISIONAL_FIRMWARE(
            "the firmware that runs is not committed",
            report(plan -> plan.currentVersion(new FirmwareVersion(1, 56, 1)))),
    TCB_OUT_OF_DATE(
            "the reported TCB is behind the current one",
            report(plan -> plan.reportedTcb(
                    withSnp(plan.reportedTcb(), plan.reportedTcb().snp() - 1)))),
    CRL_EXPIRED(
            "the revocation list has expired",
            report(plan -> plan.crl(list -> list.withValidity(
                    plan.at().minus(Duration.ofDays(31)), plan.at().minus(Duration.ofDays(1)))))),
    CRL_OF_THE_FUTURE(
            "the revocation list is not valid yet",
            report(plan -> plan.crl(list -> list.withValidity(
                    plan.at().plus(Duration.ofDays(1)), plan.at().plus(Duration.ofDays(31)))))),
    CRL_FORGED("the revocation list is forged", report(plan -> plan.forged(Signed.CRL))),
    CRL_OF_ANOTHER_ISSUER(
            "the revocation list is of another line's root",
            report(plan -> plan.crl(list -> list.withIssuer(AmdCertificateSpec.arkName(another(plan.product())))))),
    ISSUER_REVOKED("who issued the key's certificate is revoked", report(SnpBlueprint::issuerRevoked)),
    VEK_SPL_MISSING(
            "the key's certificate does not say of which SNP firmware it is",
            report(plan -> plan.vek(extensions -> extensions.without(VekExtensions.SNP_SPL)))),
    VEK_SPL_MALFORMED(
            "a version in the key's certificate is no number",
            report(plan -> plan.vek(extensions -> extensions.withText(VekExtensions.BOOT_LOADER_SPL, "4")))),
    VEK_SPL_TOO_LARGE(
            "a version in the key's certificate is above 255",
            report(plan -> plan.vek(extensions -> extensions.withInteger(VekExtensions.MICROCODE_SPL, 256)))),
    VEK_SPL_4_SET(
            "a version in the key's certificate that means nothing is not zero",
            report(plan -> plan.vek(extensions -> extensions.withInteger(VekExtensions.SPL_4, 1)))),
    VEK_PRODUCT_UNKNOWN(
            "the key's certificate names no known product line",
            report(plan -> plan.vek(extensions -> extensions.withText(VekExtensions.PRODUCT_NAME, "Verona")))),
    HW_ID_MISSING(
            "the certificate of a VCEK does not name its chip",
            vcek(plan -> plan.vek(extensions -> extensions.without(VekExtensions.HW_ID)))),
    HW_ID_OF_WRONG_LENGTH(
            "the chip's id in the certificate is too short",
            vcek(plan -> plan.vek(extensions -> extensions.with(VekExtensions.HW_ID, Bytes.hex("c5".repeat(7)))))),
    FMC_MISSING(
            "the certificate of a Turin chip's key does not say of which FMC it is",
            new Breaking(Needs.TURIN, plan -> plan.vek(extensions -> extensions.without(VekExtensions.FMC_SPL)))),
    NO_CERTIFICATES(
            "no certificate comes along",
            report(plan -> plan.sent(SentCertificates.NONE)),
            plan -> plan.certChain(CertChain.NONE)),
    TABLE_TORN(
            "the certificate table ends before its data",
            report(plan -> plan.table(table -> table.slice(0, table.size() - 1))),
            plan -> plan.platform(report -> report.table(table -> table.slice(0, table.size() - 1)))
                    .certChain(CertChain.TABLE)),
    ANOTHER_IMAGE(
            "the machine booted another image than it says",
            machine(plan -> plan.bootImage(SimulatedSnpImage.named("another-image")))),
    ANOTHER_COMMAND_LINE(
            "the machine booted with another command line than its image's",
            machine(plan -> plan.bootImage(SimulatedSnpImage.of(
                    plan.image.name(), plan.image.cmdline().replace("panic=1", "panic=1 init=/bin/sh"))))),
    ANOTHER_SHAPE(
            "the machine has another number of vCPUs than it says",
            machine(plan -> plan.statedShape(
                    new SnpShape(plan.shape.vcpus() + 1, plan.shape.vcpuType(), plan.shape.guestFeatures())))),
    IMAGE_HASH_CHANGED(
            "the image hash is another one than the list's of checksums",
            machine(plan ->
                    plan.vmConfig("{\"os_image_hash\":\"", "{\"os_image_hash\":\"" + "00".repeat(32) + "\",\"x\":\""))),
    MR_CONFIG_CHANGED(
            "the document that the host bound the guest to is another one than is sent",
            machine(plan -> plan.sentMrConfig(
                    document -> new Edit("\"key_provider\":\"none\"", "\"key_provider\":\"kms\"").in(document)))),
    MR_CONFIG_REWRITTEN(
            "the document that the host bound the guest to was written anew with the same meaning",
            machine(plan -> plan.sentMrConfig(document -> new Edit("{", "{ ").in(document)))),
    MR_CONFIG_UNKNOWN_MEMBER(
            "the host bound the guest to a document with a member that nobody knows",
            machine(plan -> plan.mrConfig("{", "{\"a_new_member\":1,"))),
    NO_APP(
            "the host did not bind the guest to an app",
            machine(plan -> plan.mrConfig("\"app_id\":\"" + appId(plan) + "\",", ""))),
    REPORT_DATA_OF_SOMEBODY_ELSE(
            "the attestation states another report data than the report",
            machine(plan -> plan.statedReportData(Bytes.zeros(64))));

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // the functions capture nothing that changes
    private final Breaking breaking;

    @SuppressWarnings("ImmutableEnumChecker")
    private final UnaryOperator<SnpMachineBlueprint> machine;

    SnpMachineFault(String words, Breaking breaking) {
        this(words, breaking, plan -> plan.platform(breaking.change()));
    }

    SnpMachineFault(String words, UnaryOperator<SnpMachineBlueprint> machine) {
        this(words, new Breaking(Needs.MACHINE, UnaryOperator.identity()), machine);
    }

    SnpMachineFault(String words, Breaking breaking, UnaryOperator<SnpMachineBlueprint> machine) {
        this.words = words;
        this.breaking = breaking;
        this.machine = machine;
    }

    /** What is wrong, in words. */
    public String words() {
        return words;
    }

    /**
     * The blueprint with this fault.
     *
     * @throws IllegalArgumentException if a report by itself, or one of its product line, cannot have it; see {@link #concerns}
     */
    public SnpBlueprint in(SnpBlueprint plan) {
        if (!concerns(plan)) {
            throw new IllegalArgumentException("a report of " + plan.product() + " cannot have " + this);
        }
        return breaking.change().apply(plan);
    }

    /**
     * The blueprint with this fault.
     *
     * @throws IllegalArgumentException if a machine of its product line cannot have it
     */
    public SnpMachineBlueprint in(SnpMachineBlueprint plan) {
        if (breaking.needs() != Needs.MACHINE && !concerns(plan.platform)) {
            throw new IllegalArgumentException("a machine of " + plan.platform.product() + " cannot have " + this);
        }
        return machine.apply(plan);
    }

    /** Whether a report by itself can have this fault; those of the image and of what a host binds need a machine. */
    public boolean concerns(SnpBlueprint plan) {
        return switch (breaking.needs()) {
            case REPORT -> true;
            case VCEK -> plan.pki.vekKind == SigningKey.VCEK;
            case TURIN -> plan.product().tcbLayout() == TcbLayout.TURIN;
            case MACHINE -> false;
        };
    }

    /** What a fault needs to be one. */
    private enum Needs {
        REPORT,
        VCEK,
        TURIN,
        MACHINE
    }

    private record Breaking(Needs needs, UnaryOperator<SnpBlueprint> change) {}

    private static Breaking report(UnaryOperator<SnpBlueprint> change) {
        return new Breaking(Needs.REPORT, change);
    }

    private static Breaking vcek(UnaryOperator<SnpBlueprint> change) {
        return new Breaking(Needs.VCEK, change);
    }

    private static UnaryOperator<SnpMachineBlueprint> machine(UnaryOperator<SnpMachineBlueprint> change) {
        return change;
    }

    /** The key stays the one of the reported TCB. */
    private static Breaking ofAnother(Component component) {
        return new Breaking(
                component == Component.FMC ? Needs.TURIN : Needs.REPORT,
                plan -> plan.vek(extensions ->
                        extensions.withSpl(component, plan.reportedTcb().svn(component) + 1)));
    }

    private static SnpProduct another(SnpProduct product) {
        return switch (product) {
            case MILAN -> SnpProduct.GENOA;
            case GENOA -> SnpProduct.MILAN;
            case TURIN -> SnpProduct.GENOA;
        };
    }

    private static TcbVersion higher(TcbVersion tcb) {
        return withSnp(tcb, tcb.snp() + 1);
    }

    private static TcbVersion withSnp(TcbVersion tcb, int snp) {
        return new TcbVersion(tcb.layout(), tcb.fmc(), tcb.bootLoader(), tcb.tee(), snp, tcb.microcode());
    }

    private static String appId(SnpMachineBlueprint plan) {
        return TdxBlueprint.composeHash(plan.platform.seed).slice(0, 20).toHex();
    }
}

package dev.teeproof.snp;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.EcdsaSignature;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the secure processor reports of one guest: ATTESTATION_REPORT of version 2 to 5, {@value #SIZE} bytes, of which the first
 * 672 are signed. All numbers are little-endian.
 *
 * <p>This is what the sender says. It is worth something only inside a {@link VerifiedReport}. Bytes and bits that the
 * documents reserve must be zero, but for those of PLATFORM_INFO.
 *
 * <pre>
 * offset size
 *    000    4  VERSION
 *    004    4  GUEST_SVN           of the ID block, else 0
 *    008    8  POLICY              {@link GuestPolicy}
 *    010   16  FAMILY_ID           of the ID block, else 0
 *    020   16  IMAGE_ID            of the ID block, else 0
 *    030    4  VMPL                0 to 3; FFFFFFFF when the host asked, not the guest
 *    034    4  SIGNATURE_ALGO      1, ECDSA over P-384 with SHA-384
 *    038    8  CURRENT_TCB         {@link TcbVersion}
 *    040    8  PLATFORM_INFO       {@link PlatformInfo}
 *    048    4  key info            {@link KeyInfo}
 *    04C    4  reserved
 *    050   64  REPORT_DATA         chosen by the guest
 *    090   48  MEASUREMENT         the launch digest
 *    0C0   32  HOST_DATA           chosen by the host at launch
 *    0E0   48  ID_KEY_DIGEST
 *    110   48  AUTHOR_KEY_DIGEST
 *    140   32  REPORT_ID           random for each guest
 *    160   32  REPORT_ID_MA        of the migration agent; FF without one
 *    180    8  REPORTED_TCB        the one that the signing key is derived from
 *    188    3  CPUID_FAM_ID, CPUID_MOD_ID, CPUID_STEP   from version 3 on, else reserved
 *    18B   21  reserved
 *    1A0   64  CHIP_ID             zero where the host masks it; Turin uses the first 8 bytes
 *    1E0    8  COMMITTED_TCB
 *    1E8    3  CURRENT_BUILD, _MINOR, _MAJOR
 *    1EB    1  reserved
 *    1EC    3  COMMITTED_BUILD, _MINOR, _MAJOR
 *    1EF    1  reserved
 *    1F0    8  LAUNCH_TCB
 *    1F8    8  LAUNCH_MIT_VECTOR   from version 5 on, else reserved
 *    200    8  CURRENT_MIT_VECTOR  from version 5 on, else reserved
 *    208  152  reserved
 *    2A0   72  R                   48 bytes and zeros
 *    2E8   72  S                   48 bytes and zeros
 *    330  368  reserved, not signed
 * </pre>
 *
 * @param bytes as received; the signature is checked over these, never over re-encoded fields
 * @param vmpl as an unsigned number
 * @param cpuid what the report says of the processor; empty in version 2
 * @param launchMitVector empty before version 5
 * @param currentMitVector empty before version 5
 * @see "56860 section 7.3, ATTESTATION_REPORT"
 */
public record SnpReport(
        Bytes bytes,
        int version,
        long guestSvn,
        GuestPolicy policy,
        Bytes familyId,
        Bytes imageId,
        long vmpl,
        Bytes currentTcb,
        PlatformInfo platformInfo,
        KeyInfo keyInfo,
        Bytes reportData,
        Bytes measurement,
        Bytes hostData,
        Bytes idKeyDigest,
        Bytes authorKeyDigest,
        Bytes reportId,
        Bytes reportIdMa,
        Bytes reportedTcb,
        Optional<Cpuid> cpuid,
        Bytes chipId,
        Bytes committedTcb,
        FirmwareVersion currentVersion,
        FirmwareVersion committedVersion,
        Bytes launchTcb,
        OptionalLong launchMitVector,
        OptionalLong currentMitVector,
        EcdsaSignature signature) {

    /** Bytes of a report of every version. */
    public static final int SIZE = 1184;

    /** VMPL where the host asked for the report. */
    public static final long VMPL_OF_HOST = 0xffff_ffffL;

    static final int CHIP_ID_SIZE = 64;

    private static final int SIGNED_SIZE = 0x2a0;
    private static final int FIRST_VERSION = 2;
    private static final int LAST_VERSION = 5;
    private static final int ECDSA_P384_SHA384 = 1;

    /** The processor's family and model with their extensions, and its stepping. */
    public record Cpuid(int family, int model, int stepping) {

        public Optional<SnpProduct> product() {
            return SnpProduct.ofCpuid(family, model);
        }

        /** In hexadecimal, as AMD writes them: {@code family 19h, model 01h, stepping 1}. */
        @Override
        public String toString() {
            return "family %02xh, model %02xh, stepping %x".formatted(family, model, stepping);
        }
    }

    /** Reads a report with nothing behind it. */
    public static SnpReport parse(Bytes bytes) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(bytes, "report");
        if (bytes.size() != SIZE) {
            throw in.fault(SnpFault.REPORT_BAD_LENGTH, "length", SIZE + " bytes, found " + bytes.size());
        }
        long version = in.u32le("version");
        if (version < FIRST_VERSION || version > LAST_VERSION) {
            throw in.fault(SnpFault.REPORT_BAD_VERSION, "version", 0, "version 2 to 5, found " + version);
        }
        return read(in, bytes, (int) version);
    }

    private static SnpReport read(ByteReader in, Bytes bytes, int version) throws MalformedEvidenceException {
        long guestSvn = in.u32le("guest_svn");
        GuestPolicy policy = new GuestPolicy(in.u64le("policy"));
        if (!policy.wellFormed()) {
            throw in.fault(SnpFault.REPORT_RESERVED, "policy", 8, "bit 17 set and bits 26 to 63 clear");
        }
        Bytes familyId = in.take("family_id", 16);
        Bytes imageId = in.take("image_id", 16);
        long vmpl = in.u32le("vmpl");
        long algorithm = in.u32le("signature_algo");
        if (algorithm != ECDSA_P384_SHA384) {
            throw in.fault(
                    SnpFault.REPORT_BAD_SIGNATURE_ALGORITHM,
                    "signature_algo",
                    0x34,
                    "1, ECDSA over P-384 with SHA-384; found " + algorithm);
        }
        Bytes currentTcb = in.take("current_tcb", 8);
        PlatformInfo platformInfo = new PlatformInfo(in.u64le("platform_info"));
        KeyInfo keyInfo = new KeyInfo((int) in.u32le("key_info"));
        if (!keyInfo.wellFormed()) {
            throw in.fault(SnpFault.REPORT_RESERVED, "key_info", 0x48, "bits 5 to 31 clear");
        }
        zeros(in, 4);
        Bytes reportData = in.take("report_data", 64);
        Bytes measurement = in.take("measurement", 48);
        Bytes hostData = in.take("host_data", 32);
        Bytes idKeyDigest = in.take("id_key_digest", 48);
        Bytes authorKeyDigest = in.take("author_key_digest", 48);
        Bytes reportId = in.take("report_id", 32);
        Bytes reportIdMa = in.take("report_id_ma", 32);
        Bytes reportedTcb = in.take("reported_tcb", 8);
        Optional<Cpuid> cpuid = Optional.empty();
        if (version == FIRST_VERSION) {
            zeros(in, 3);
        } else {
            cpuid = Optional.of(new Cpuid(in.u8("cpuid_fam_id"), in.u8("cpuid_mod_id"), in.u8("cpuid_step")));
        }
        zeros(in, 21);
        Bytes chipId = in.take("chip_id", CHIP_ID_SIZE);
        Bytes committedTcb = in.take("committed_tcb", 8);
        FirmwareVersion current = firmware(in, "current");
        FirmwareVersion committed = firmware(in, "committed");
        Bytes launchTcb = in.take("launch_tcb", 8);
        OptionalLong launchMitVector = OptionalLong.empty();
        OptionalLong currentMitVector = OptionalLong.empty();
        if (version < LAST_VERSION) {
            zeros(in, 16);
        } else {
            launchMitVector = OptionalLong.of(in.u64le("launch_mit_vector"));
            currentMitVector = OptionalLong.of(in.u64le("current_mit_vector"));
        }
        zeros(in, 152);
        EcdsaSignature signature =
                new EcdsaSignature(Bytes.concat(number(in, "signature_r"), number(in, "signature_s")));
        zeros(in, 368);
        in.end();
        return new SnpReport(
                bytes,
                version,
                guestSvn,
                policy,
                familyId,
                imageId,
                vmpl,
                currentTcb,
                platformInfo,
                keyInfo,
                reportData,
                measurement,
                hostData,
                idKeyDigest,
                authorKeyDigest,
                reportId,
                reportIdMa,
                reportedTcb,
                cpuid,
                chipId,
                committedTcb,
                current,
                committed,
                launchTcb,
                launchMitVector,
                currentMitVector,
                signature);
    }

    private static void zeros(ByteReader in, int size) throws MalformedEvidenceException {
        int at = in.position();
        if (!in.take("reserved", size).isZero()) {
            throw in.fault(SnpFault.REPORT_RESERVED, "reserved", at, size + " zero bytes");
        }
    }

    private static FirmwareVersion firmware(ByteReader in, String name) throws MalformedEvidenceException {
        int build = in.u8(name + "_build");
        int minor = in.u8(name + "_minor");
        int major = in.u8(name + "_major");
        zeros(in, 1);
        return new FirmwareVersion(major, minor, build);
    }

    /** 72 bytes, little-endian, of which the last 24 are zero; turned to 48 bytes, big-endian. */
    private static Bytes number(ByteReader in, String name) throws MalformedEvidenceException {
        int at = in.position();
        Bytes whole = in.take(name, 72);
        if (!whole.slice(48, 72).isZero()) {
            throw in.fault(SnpFault.REPORT_BAD_SIGNATURE, name, at + 48, "24 zero bytes above a number of 48");
        }
        byte[] turned = new byte[48];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = (byte) whole.at(turned.length - 1 - i);
        }
        return Bytes.copyOf(turned);
    }

    /** The bytes that the signature covers. */
    public Bytes signedData() {
        return bytes.slice(0, SIGNED_SIZE);
    }

    /** The product line that the report itself names: from version 3 on, for a processor that is known. */
    public Optional<SnpProduct> product() {
        return cpuid.flatMap(Cpuid::product);
    }

    /** Whether the host keeps the chip's id from its guests. */
    public boolean chipIdMasked() {
        return chipId.isZero();
    }
}

package dev.teeproof.simulator;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.simulator.TdxBlueprint.Role;
import dev.teeproof.simulator.TdxBlueprint.Signed;

/**
 * Writes and signs a blueprint's quote.
 *
 * <pre>
 * version 3   header 48, report, u32 size, authentication
 *             authentication: signature 64, key 64, QE report 384, its signature 64, u16 size, QE authentication data,
 *             u16 type, u32 size, certification data
 * version 4   the same around another authentication: signature 64, key 64, u16 6, u32 size, then what version 3 has
 *             from the QE report on
 * version 5   as version 4; between header and report u16 type and u32 size of the report, signed with them
 * </pre>
 *
 * @see "Intel SGX and TDX DCAP Quoting Library API, appendix A"
 */
final class QuoteMint {

    private static final int ECDSA_P256 = 2;
    private static final Bytes INTEL = Bytes.hex("939a7233f79c4ca9940a0db3957f0607");

    private final IntelBlueprint<?> plan;
    private final MintedPki pki;
    private final SimulatedKey attestationKey;

    QuoteMint(IntelBlueprint<?> plan, MintedPki pki) {
        this.plan = plan;
        this.pki = pki;
        this.attestationKey = SimulatedKey.of(plan.seed, "attestation key");
    }

    /** The quote, without what stands behind it. */
    Bytes core() {
        Bytes signedData = signedData();
        Bytes authentication = authentication(signedData);
        return new ByteWriter()
                .bytes(signedData)
                .u32le(authentication.size())
                .bytes(authentication)
                .toBytes();
    }

    private Bytes signedData() {
        ByteWriter out = new ByteWriter().bytes(header());
        if (plan.kind.version() == 5) {
            out.u16le(plan.quote.descriptorType).u32le(plan.quote.descriptorSize);
        }
        return out.bytes(Patch.apply(plan.body(), plan.quote.bodyPatches)).toBytes();
    }

    /** Real quotes of version 3 state the SVNs of quoting and provisioning enclave, later ones do not. */
    private Bytes header() {
        boolean svns = plan.kind.version() == 3;
        Bytes header = new ByteWriter()
                .u16le(plan.kind.version())
                .u16le(ECDSA_P256)
                .u32le(plan.kind.teeType())
                .u16le(svns ? ReportBody.qeSvn(plan.kind) : 0)
                .u16le(svns ? plan.pki.platform.pceSvn() : 0)
                .bytes(INTEL)
                .bytes(qeId(plan))
                .u32le(0)
                .toBytes();
        return Patch.apply(header, plan.quote.headerPatches);
    }

    private Bytes authentication(Bytes signedData) {
        Bytes key = plan.quote.attestationKey.orElse(attestationKey.xy());
        ByteWriter out = new ByteWriter()
                .bytes(plan.sign(Signed.QUOTE, attestationKey.sign(signedData)))
                .bytes(key);
        Bytes certified = certified(key);
        if (plan.kind.version() > 3) {
            out.u16le(plan.quote.outerType).u32le(certified.size());
        }
        return out.bytes(certified).toBytes();
    }

    private Bytes certified(Bytes key) {
        Bytes authData = plan.quote.qeAuthenticationData;
        Bytes keyHash = Digest.SHA_256.of(key, authData);
        Bytes report = Patch.apply(ReportBody.quotingEnclave(plan.kind, keyHash), plan.quote.qeReportPatches);
        Bytes certificationData = plan.quote.certificationData.orElseGet(this::certificationData);
        return new ByteWriter()
                .bytes(report)
                .bytes(plan.sign(Signed.QE_REPORT, plan.key(Role.PCK).sign(report)))
                .u16le(authData.size())
                .bytes(authData)
                .u16le(plan.quote.certificationDataType)
                .u32le(certificationData.size())
                .bytes(certificationData)
                .toBytes();
    }

    private Bytes certificationData() {
        PlatformSpec platform = plan.pki.platform;
        Bytes versions = Bytes.concat(platform.tcbm(), platform.pceId());
        return switch (plan.quote.certificationContent) {
            case 1 -> Bytes.concat(platform.ppid(), versions);
            case 2 -> Bytes.concat(encryptedPpid(plan, 256), versions);
            case 3 -> Bytes.concat(encryptedPpid(plan, 384), versions);
            case 4 -> Bytes.utf8(MintedPki.pem("CERTIFICATE", pki.der(Role.PCK)));
            case 7 -> Bytes.concat(Bytes.utf8("simulated platform manifest"), expanded(plan, "manifest", 512));
            default -> pki.pem(plan.quote.sentChain);
        };
    }

    /** By which a caching service finds the platform. */
    static Bytes qeId(IntelBlueprint<?> plan) {
        return Digest.SHA_256.of(Bytes.utf8("QE " + plan.seed)).slice(0, 16);
    }

    /** As long as a PPID encrypted for Intel, which alone could decrypt one; here there is nothing inside. */
    static Bytes encryptedPpid(IntelBlueprint<?> plan, int size) {
        return expanded(plan, "encrypted ppid", size);
    }

    private static Bytes expanded(IntelBlueprint<?> plan, String label, int size) {
        ByteWriter out = new ByteWriter();
        for (int i = 0; out.size() < size; i++) {
            out.bytes(Digest.SHA_512.of(Bytes.utf8(label + " " + plan.seed + " " + i)));
        }
        return out.toBytes().slice(0, size);
    }
}

package dev.teeproof.simulator;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Platform;
import dev.teeproof.dstack.Stack;
import dev.teeproof.eventlog.RuntimeLog;
import dev.teeproof.eventlog.TdxEvent;
import dev.teeproof.eventlog.TdxEventLog;
import dev.teeproof.simulator.TdxBlueprint.Role;
import dev.teeproof.simulator.TdxBlueprint.Signed;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A simulated TDX machine as its blueprint says: minted, measured, signed.
 *
 * @param quote of version 4, without trailing bytes
 * @param attestation the dstack attestation around the quote
 * @param collateralContainer the endorsements, in the JSON container of dcap-qvl
 * @param rootCertificate DER of the root that everything ends at
 * @param ccel the boot log as the firmware leaves it in the CCEL table
 */
public record SimulatedTdx(
        Bytes quote, Attestation attestation, Bytes collateralContainer, Bytes rootCertificate, Bytes ccel) {

    private static final String SOURCE = "the simulated machine";

    /** Its collateral, read. */
    public Collateral collateral() {
        try {
            return Collateral.readContainer(collateralContainer, SOURCE);
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("the simulator writes containers that can be read", e);
        }
    }

    /** Its root, read: to be trusted by those alone who mean the simulation. */
    public Certificate root() {
        try {
            return Certificate.read(rootCertificate, "simulated root");
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("the simulator mints certificates that can be read", e);
        }
    }

    /** Its evidence as the body of dstack's {@code POST /verify}. */
    public Bytes request() {
        Map<String, JsonValue> request =
                Map.of("attestation", new JsonString(attestation.encode().toHex()));
        return Bytes.utf8(Json.write(JsonObject.of(request)));
    }

    static SimulatedTdx of(TdxBlueprint plan) {
        Map<Role, Bytes> certificates = certificates(plan);
        Bytes quote = quote(plan, certificates);
        TdxEventLog boot = plan.bootEvents();
        return new SimulatedTdx(
                quote,
                attestation(plan, quote, boot),
                collateral(plan, certificates),
                certificate(certificates, Role.ROOT),
                Ccel.of(boot));
    }

    private static Map<Role, Bytes> certificates(TdxBlueprint plan) {
        SimulatedKey root = plan.key(Role.ROOT);
        SimulatedKey stranger = plan.key(Role.STRANGER);
        return Map.of(
                Role.ROOT, plan.root.mint(root, root),
                Role.STRANGER, plan.root.mint(stranger, stranger),
                Role.PCK_CA, forge(plan, Signed.PCK_CA, plan.pckCa.mint(plan.key(Role.PCK_CA), root)),
                Role.PCK, forge(plan, Signed.PCK, plan.pck.mint(plan.key(Role.PCK), plan.key(plan.pckIssuerKey))),
                Role.TCB_SIGNER, forge(plan, Signed.TCB_SIGNER, plan.tcbSigner.mint(plan.key(Role.TCB_SIGNER), root)));
    }

    private static Bytes quote(TdxBlueprint plan, Map<Role, Bytes> certificates) {
        SimulatedKey attestationKey = SimulatedKey.of(plan.seed, "attestation key");
        Bytes keyBytes = plan.attestationKey.orElse(attestationKey.xy());
        Bytes header = TdxBlueprint.patched(
                new ByteWriter()
                        .u16le(4)
                        .u16le(2)
                        .u32le(0x81)
                        .u32le(0)
                        .bytes(Bytes.hex("939a7233f79c4ca9940a0db3957f0607"))
                        .bytes(Digest.SHA_256.of(Bytes.utf8("QE " + plan.seed)).slice(0, 16))
                        .u32le(0)
                        .toBytes(),
                plan.headerPatches);
        Bytes signedData = Bytes.concat(header, plan.tdReport());
        Bytes authData = Bytes.zeros(32);
        Bytes qeReport = TdxBlueprint.patched(qeReport(Digest.SHA_256.of(keyBytes, authData)), plan.qeReportPatches);
        Bytes chain = pem(plan.sentChain.stream()
                .map(role -> certificate(certificates, role))
                .toList());
        Bytes qe = new ByteWriter()
                .bytes(qeReport)
                .bytes(forge(plan, Signed.QE_REPORT, plan.key(Role.PCK).sign(qeReport)))
                .u16le(authData.size())
                .bytes(authData)
                .u16le(plan.certificationDataType)
                .u32le(chain.size())
                .bytes(chain)
                .toBytes();
        Bytes authentication = new ByteWriter()
                .bytes(forge(plan, Signed.QUOTE, attestationKey.sign(signedData)))
                .bytes(keyBytes)
                .u16le(6)
                .u32le(qe.size())
                .bytes(qe)
                .toBytes();
        return new ByteWriter()
                .bytes(signedData)
                .u32le(authentication.size())
                .bytes(authentication)
                .toBytes();
    }

    private static Bytes qeReport(Bytes keyHash) {
        return new ByteWriter()
                .bytes(Bytes.hex("0303191b04ff00060000000000000000"))
                .u32le(0)
                .bytes(Bytes.zeros(28))
                .u64le(0x15)
                .u64le(0xe7)
                .bytes(Digest.SHA_256.of(Bytes.utf8("simulated quoting enclave")))
                .bytes(Bytes.zeros(32))
                .bytes(Bytes.hex("dc9e2a7c6f948f17474e34a7fc43ed030f7c1563f1babddf6340c82e0e54a8c5"))
                .bytes(Bytes.zeros(96))
                .u16le(2)
                .u16le(6)
                .bytes(Bytes.zeros(60))
                .bytes(keyHash)
                .bytes(Bytes.zeros(32))
                .toBytes();
    }

    private static Attestation attestation(TdxBlueprint plan, Bytes quote, TdxEventLog boot) {
        RuntimeLog sent = plan.sentRuntime.orElse(plan.runtime);
        List<TdxEvent> events = new ArrayList<>(boot.events());
        sent.events().forEach(event -> events.add(TdxEvent.ofRuntime(event).withV2Preimage()));
        TdxEventLog whole = new TdxEventLog(events);
        TdxEventLog log = plan.sentEventLog.apply(plan.wholeEventLog ? whole : whole.liteStripped());
        return new Attestation(
                new Platform.Tdx(quote, log),
                new Stack(plan.statedReportData.orElse(plan.reportData), sent, plan.vmConfig, plan.pod));
    }

    private static Bytes collateral(TdxBlueprint plan, Map<Role, Bytes> certificates) {
        SimulatedKey signer = plan.key(plan.tcbSignerKey);
        Bytes root = certificate(certificates, Role.ROOT);
        String signerChain = text(pem(List.of(certificate(certificates, plan.tcbSignerKey), root)));
        Map<String, JsonValue> container = new LinkedHashMap<>();
        container.put(
                "pck_crl_issuer_chain",
                new JsonString(text(pem(List.of(certificate(certificates, Role.PCK_CA), root)))));
        container.put(
                "root_ca_crl",
                new JsonString(forge(plan, Signed.ROOT_CRL, plan.rootCrl.mint(plan.key(Role.ROOT)))
                        .toHex()));
        container.put(
                "pck_crl",
                new JsonString(forge(plan, Signed.PCK_CRL, plan.pckCrl.mint(plan.key(Role.PCK_CA)))
                        .toHex()));
        container.put("tcb_info_issuer_chain", new JsonString(signerChain));
        container.put("tcb_info", new JsonString(plan.tcbInfo));
        container.put(
                "tcb_info_signature",
                new JsonString(forge(plan, Signed.TCB_INFO, signer.sign(Bytes.utf8(plan.tcbInfo)))
                        .toHex()));
        container.put("qe_identity_issuer_chain", new JsonString(signerChain));
        container.put("qe_identity", new JsonString(plan.qeIdentity));
        container.put(
                "qe_identity_signature",
                new JsonString(forge(plan, Signed.QE_IDENTITY, signer.sign(Bytes.utf8(plan.qeIdentity)))
                        .toHex()));
        for (TdxBlueprint.Rewriting rewriting : plan.rewritings) {
            container.computeIfPresent(
                    rewriting.member(), (member, value) -> rewritten((JsonString) value, rewriting.change()));
        }
        return Bytes.utf8(Json.write(JsonObject.of(container)));
    }

    private static JsonString rewritten(JsonString text, UnaryOperator<String> change) {
        return new JsonString(change.apply(text.value()));
    }

    /** A forged signature differs in the last bit of what carries it, which is the last bit of its s. */
    private static Bytes forge(TdxBlueprint plan, Signed signed, Bytes bytes) {
        if (!plan.forged.contains(signed)) {
            return bytes;
        }
        int last = bytes.size() - 1;
        return Bytes.concat(bytes.slice(0, last), Bytes.of(bytes.at(last) ^ 1));
    }

    private static Bytes certificate(Map<Role, Bytes> certificates, Role role) {
        Bytes der = certificates.get(role);
        if (der == null) {
            throw new IllegalStateException("every role has a certificate");
        }
        return der;
    }

    private static Bytes pem(List<Bytes> certificates) {
        StringBuilder pem = new StringBuilder();
        for (Bytes der : certificates) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.toArray()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return Bytes.utf8(pem.toString());
    }

    private static String text(Bytes utf8) {
        try {
            return utf8.toUtf8("pem");
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("PEM is text", e);
        }
    }
}

package dev.teeproof.verifier;

import static dev.teeproof.verifier.FaultCase.AT;
import static dev.teeproof.verifier.FaultCase.failing;

import dev.teeproof.codec.Bytes;
import dev.teeproof.simulator.CertificateSpec;
import dev.teeproof.simulator.IntelBlueprint;
import dev.teeproof.simulator.PlatformSpec;
import dev.teeproof.simulator.TdxBlueprint.Role;
import dev.teeproof.simulator.TdxBlueprint.Signed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What can be wrong with certificates, each role's in turn. */
final class CertificateFaults {

    private static final int DIGITAL_SIGNATURE = 0x80;
    private static final int NON_REPUDIATION = 0x40;
    private static final int KEY_CERT_SIGN = 0x04;
    private static final int CRL_SIGN = 0x02;
    private static final String PLATFORM_FIELD = "060a2a864886f84d010d01";

    private CertificateFaults() {}

    static <B extends IntelBlueprint<B>> List<FaultCase<B>> cases() {
        List<FaultCase<B>> cases = new ArrayList<>();
        for (Role role : List.of(Role.ROOT, Role.PCK_CA, Role.PCK, Role.TCB_SIGNER)) {
            cases.addAll(ofRole(role));
        }
        for (Role role : List.of(Role.ROOT, Role.PCK_CA)) {
            cases.addAll(ofAuthority(role));
        }
        cases.addAll(ofLeaves());
        cases.addAll(ofTheChain());
        cases.addAll(ofThePlatform());
        cases.addAll(ofTheSigner());
        return cases;
    }

    private static <B extends IntelBlueprint<B>> FaultCase<B> certificate(
            Role role, String what, String code, UnaryOperator<CertificateSpec> change) {
        return failing(role + " " + what, code, plan -> plan.certificate(role, change));
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofRole(Role role) {
        return List.of(
                certificate(
                        role,
                        "expired a second ago",
                        "CERT_EXPIRED",
                        spec -> spec.withValidity(spec.notBefore(), AT.minusSeconds(1))),
                certificate(
                        role,
                        "is valid from the next second on",
                        "CERT_NOT_YET_VALID",
                        spec -> spec.withValidity(AT.plusSeconds(1), spec.notAfter())),
                certificate(
                        role,
                        "has a critical extension that nobody knows",
                        "CERT_UNKNOWN_CRITICAL_EXT",
                        CertificateSpec::withUnknownCritical));
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofAuthority(Role role) {
        return List.of(
                certificate(role, "is no CA", "CERT_BAD_CA", spec -> spec.withPathLength(-1)),
                certificate(
                        role, "may not sign certificates", "CERT_BAD_KEY_USAGE", spec -> spec.withKeyUsage(CRL_SIGN)),
                certificate(
                        role,
                        "may not sign revocation lists",
                        "CERT_BAD_KEY_USAGE",
                        spec -> spec.withKeyUsage(KEY_CERT_SIGN)),
                certificate(
                        role,
                        "is for signing data",
                        "CERT_BAD_KEY_USAGE",
                        spec -> spec.withKeyUsage(DIGITAL_SIGNATURE)),
                certificate(role, "has another name", "PCK_CHAIN_UNTRUSTED", spec -> spec.withSubject("Another name")));
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofLeaves() {
        List<FaultCase<B>> cases = new ArrayList<>();
        for (Role role : List.of(Role.PCK, Role.TCB_SIGNER)) {
            cases.add(certificate(role, "is a CA", "CERT_BAD_CA", spec -> spec.withPathLength(0)));
            cases.add(certificate(
                    role, "is not for signing", "CERT_BAD_KEY_USAGE", spec -> spec.withKeyUsage(NON_REPUDIATION)));
            cases.add(certificate(
                    role,
                    "is for signing certificates",
                    "CERT_BAD_KEY_USAGE",
                    spec -> spec.withKeyUsage(KEY_CERT_SIGN | CRL_SIGN)));
        }
        cases.add(certificate(Role.ROOT, "allows no CA below it", "CERT_BAD_CA", spec -> spec.withPathLength(0)));
        return cases;
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofTheChain() {
        return List.of(
                certificate(
                        Role.PCK_CA,
                        "names another issuer",
                        "PCK_CHAIN_UNTRUSTED",
                        spec -> spec.withIssuer("Somebody else")),
                certificate(
                        Role.PCK,
                        "names another issuer",
                        "PCK_CHAIN_UNTRUSTED",
                        spec -> spec.withIssuer("Somebody else")),
                failing("PCK_CA is forged", "PCK_CHAIN_UNTRUSTED", plan -> plan.forged(Signed.PCK_CA)),
                failing("PCK is forged", "PCK_CHAIN_UNTRUSTED", plan -> plan.forged(Signed.PCK)),
                failing("PCK was issued by a stranger", "PCK_CHAIN_UNTRUSTED", p -> p.pckIssuedBy(Role.STRANGER)),
                failing("PCK was issued by itself", "PCK_CHAIN_UNTRUSTED", p -> p.pckIssuedBy(Role.PCK)),
                failing("PCK was issued by the TCB signer", "PCK_CHAIN_UNTRUSTED", p -> p.pckIssuedBy(Role.TCB_SIGNER)),
                chain("PCK_CHAIN_FORMAT"),
                chain("PCK_CHAIN_FORMAT", Role.PCK),
                chain("PCK_CHAIN_FORMAT", Role.PCK, Role.PCK_CA, Role.ROOT, Role.ROOT),
                chain("PCK_CHAIN_UNTRUSTED", Role.PCK, Role.ROOT),
                chain("PCK_CHAIN_UNTRUSTED", Role.PCK, Role.PCK_CA, Role.STRANGER),
                chain("PCK_CHAIN_UNTRUSTED", Role.PCK, Role.STRANGER, Role.ROOT),
                chain("PCK_CHAIN_UNTRUSTED", Role.PCK, Role.PCK_CA, Role.TCB_SIGNER),
                chain("PCK_CHAIN_UNTRUSTED", Role.ROOT, Role.PCK_CA, Role.PCK),
                chain("PCK_CHAIN_UNTRUSTED", Role.PCK_CA, Role.PCK, Role.ROOT),
                chain("CERT_BAD_CA", Role.PCK_CA, Role.ROOT),
                chain("PCK_EXTENSION_INVALID", Role.TCB_SIGNER, Role.ROOT));
    }

    private static <B extends IntelBlueprint<B>> FaultCase<B> chain(String code, Role... roles) {
        return failing("the quote carries " + List.of(roles), code, plan -> plan.sentChain(List.of(roles)));
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofThePlatform() {
        Bytes fmspcAgain = Bytes.hex("3014" + PLATFORM_FIELD + "04" + "0406" + "90c06f000000");
        Bytes unknown = Bytes.hex("3010" + PLATFORM_FIELD + "09" + "0402" + "0000");
        return List.of(
                extension("is missing", whole -> Optional.empty()),
                extension("has the FMSPC twice", whole -> Optional.of(withField(whole, fmspcAgain))),
                extension("has a field that nobody knows", whole -> Optional.of(withField(whole, unknown))),
                extension("is no sequence", whole -> Optional.of(Bytes.hex("0500"))),
                extension("is empty", whole -> Optional.of(Bytes.hex("3000"))),
                platform("FMSPC of five bytes", Bytes.zeros(2), Bytes.zeros(5), Bytes.zeros(16), 13),
                platform("FMSPC of seven bytes", Bytes.zeros(2), Bytes.zeros(7), Bytes.zeros(16), 13),
                platform("PCE-ID of one byte", Bytes.zeros(1), Bytes.zeros(6), Bytes.zeros(16), 13),
                platform("PPID of 15 bytes", Bytes.zeros(2), Bytes.zeros(6), Bytes.zeros(15), 13),
                platform("PCESVN of three bytes", Bytes.zeros(2), Bytes.zeros(6), Bytes.zeros(16), 0x10000),
                platform("PCESVN below zero", Bytes.zeros(2), Bytes.zeros(6), Bytes.zeros(16), -1));
    }

    private static <B extends IntelBlueprint<B>> FaultCase<B> extension(
            String what, Function<Bytes, Optional<Bytes>> change) {
        return certificate(
                Role.PCK,
                "extension " + what,
                "PCK_EXTENSION_INVALID",
                spec -> spec.withSgxExtension(change.apply(spec.sgxExtension().orElseThrow())));
    }

    private static <B extends IntelBlueprint<B>> FaultCase<B> platform(
            String what, Bytes pceId, Bytes fmspc, Bytes ppid, int pceSvn) {
        return failing(
                "PCK extension has a " + what,
                "PCK_EXTENSION_INVALID",
                plan -> plan.platform(spec -> new PlatformSpec(ppid, spec.tcbComponents(), pceSvn, pceId, fmspc)));
    }

    /** The extension's sequence, whose length takes two bytes, with one more field. */
    private static Bytes withField(Bytes whole, Bytes field) {
        int size = whole.size() - 4 + field.size();
        return Bytes.concat(Bytes.of(0x30, 0x82, size >> 8, size & 0xff), whole.slice(4, whole.size()), field);
    }

    private static <B extends IntelBlueprint<B>> List<FaultCase<B>> ofTheSigner() {
        List<FaultCase<B>> cases = new ArrayList<>();
        cases.add(failing("TCB_SIGNER is forged", "TCB_SIGNER_UNTRUSTED", plan -> plan.forged(Signed.TCB_SIGNER)));
        cases.add(certificate(
                Role.TCB_SIGNER,
                "has a platform's extension",
                "TCB_SIGNER_UNTRUSTED",
                spec -> spec.withSgxExtension(Optional.of(Bytes.hex("3000")))));
        cases.add(certificate(
                Role.TCB_SIGNER,
                "names another issuer",
                "TCB_SIGNER_UNTRUSTED",
                spec -> spec.withIssuer("Somebody else")));
        cases.add(signer(Role.PCK, "TCB_SIGNER_UNTRUSTED"));
        cases.add(signer(Role.STRANGER, "TCB_SIGNER_UNTRUSTED"));
        cases.add(signer(Role.PCK_CA, "CERT_BAD_CA"));
        cases.add(signer(Role.ROOT, "CERT_BAD_CA"));
        for (String document : List.of("tcb_info", "qe_identity")) {
            String member = document + "_issuer_chain";
            cases.add(failing(
                    member + " is empty", "TCB_SIGNER_UNTRUSTED", plan -> plan.sentCollateral(member, pem -> "")));
            cases.add(failing(
                    member + " has three certificates",
                    "TCB_SIGNER_UNTRUSTED",
                    plan -> plan.sentCollateral(member, pem -> pem + pem.substring(pem.lastIndexOf("-----BEGIN")))));
            cases.add(failing(
                    member + " begins with the root",
                    "CERT_BAD_CA",
                    plan -> plan.sentCollateral(member, pem -> pem.substring(pem.lastIndexOf("-----BEGIN")))));
        }
        return cases;
    }

    private static <B extends IntelBlueprint<B>> FaultCase<B> signer(Role role, String code) {
        return failing("TCB info and QE identity are signed by " + role, code, plan -> plan.collateralSignedBy(role));
    }
}

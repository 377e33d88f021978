package dev.teeproof.simulator.pccs;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.simulator.SimulatedEndorsements;
import dev.teeproof.simulator.SimulatedEndorsements.Document;
import dev.teeproof.simulator.pccs.PccsBehaviour.ListForm;
import dev.teeproof.simulator.wire.WireAnswer;
import dev.teeproof.simulator.wire.WireFault;
import dev.teeproof.simulator.wire.WireRequest;
import dev.teeproof.simulator.wire.WireService;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a service of collateral says to a request: Intel's paths of versions 3 and 4, those that caching services add, and
 * the list of the host of Intel's certificates.
 *
 * @see "Intel SGX and TDX Provisioning Certification Service API, versions 3 and 4"
 */
final class PccsRoutes implements WireService<PccsFault> {

    private static final Pattern PATH = Pattern.compile("/(sgx|tdx)/certification/(v3|v4)/([a-z/]+)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final String JSON = "application/json";

    private final PccsLibrary library;
    private final PccsBehaviour behaviour;

    PccsRoutes(PccsLibrary library, PccsBehaviour behaviour) {
        this.library = library;
        this.behaviour = behaviour;
    }

    /** The answer, with endorsements as a fault leaves them. */
    @Override
    public WireAnswer answer(WireRequest request, Optional<PccsFault> fault) {
        if (!request.wellFormed()) {
            return badRequest("the query cannot be read");
        }
        if (request.path().equals("/IntelSGXRootCA.der")) {
            return list(library.of(PckCa.PLATFORM, fault).rootCrl(), ListForm.DER);
        }
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return notFound("there is nothing at this path");
        }
        boolean sgx = path.group(1).equals("sgx");
        boolean version3 = path.group(2).equals("v3");
        if (!sgx && version3) {
            return notFound("TDX begins with version 4");
        }
        return switch (path.group(3)) {
            case "tcb" -> tcb(request, sgx, version3, fault);
            case "qe/identity" -> qeIdentity(request, sgx, fault);
            case "pckcrl" -> sgx ? pckCrl(request, fault) : notFound("there is nothing at this path");
            case "pckcert" -> sgx ? pckCertificate(request, fault) : notFound("there is nothing at this path");
            case "rootcacrl" -> list(library.of(PckCa.PLATFORM, fault).rootCrl(), forced().orElse(ListForm.HEX));
            case "crl" -> listByUri(request, fault);
            default -> notFound("there is nothing at this path");
        };
    }

    private WireAnswer tcb(WireRequest request, boolean sgx, boolean version3, Optional<PccsFault> fault) {
        Optional<Bytes> fmspc = hex(request, "fmspc", 6);
        if (fmspc.isEmpty()) {
            return badRequest("fmspc is 12 hexadecimal digits");
        }
        Predicate<SimulatedEndorsements> asked =
                endorsements -> endorsements.kind().sgx() == sgx
                        && endorsements.platform().fmspc().equals(fmspc.get());
        return library.find(asked, fault, version3)
                .map(found -> evaluated(request, found.tcbInfo(), found.earlyTcbInfo(), "tcbInfo")
                        .with(
                                version3 ? "SGX-TCB-Info-Issuer-Chain" : "TCB-Info-Issuer-Chain",
                                ChainHeader.encoded(found.documentIssuerChain())))
                .orElseGet(() -> notFound("no TCB info for this platform"));
    }

    private WireAnswer qeIdentity(WireRequest request, boolean sgx, Optional<PccsFault> fault) {
        return library.find(endorsements -> endorsements.kind().sgx() == sgx, fault)
                .map(found -> evaluated(request, found.qeIdentity(), found.earlyQeIdentity(), "enclaveIdentity")
                        .with("SGX-Enclave-Identity-Issuer-Chain", ChainHeader.encoded(found.documentIssuerChain())))
                .orElseGet(() -> notFound("no identity of this enclave"));
    }

    /** The document of the evaluation that is asked for: by name, by number, or the standard one. */
    private static WireAnswer evaluated(WireRequest request, Document standard, Document early, String member) {
        Optional<String> update = request.parameter("update");
        Optional<String> number = request.parameter("tcbEvaluationDataNumber");
        if (update.isPresent() && number.isPresent()) {
            return badRequest("update and tcbEvaluationDataNumber exclude each other");
        }
        if (number.isPresent()) {
            if (!NUMBER.matcher(number.get()).matches()) {
                return badRequest("tcbEvaluationDataNumber is a number");
            }
            int asked = Integer.parseInt(number.get());
            if (asked < standard.evaluation()) {
                return error(410, "Gone", "this evaluation is no longer offered");
            }
            if (asked > early.evaluation()) {
                return notFound("there is no such evaluation yet");
            }
            return document(asked == early.evaluation() ? early : standard, member);
        }
        return switch (update.orElse("standard")) {
            case "standard" -> document(standard, member);
            case "early" -> document(early, member);
            default -> badRequest("update is early or standard");
        };
    }

    private static WireAnswer document(Document document, String member) {
        return WireAnswer.ok(JSON, Bytes.utf8(document.envelope(member)));
    }

    private WireAnswer pckCrl(WireRequest request, Optional<PccsFault> fault) {
        Optional<PckCa> authority = request.parameter("ca").flatMap(PccsRoutes::authority);
        if (authority.isEmpty()) {
            return badRequest("ca is processor or platform");
        }
        ListForm form;
        switch (request.parameter("encoding").orElse("pem")) {
            case "der" -> form = ListForm.DER;
            case "pem" -> form = ListForm.PEM;
            default -> {
                return badRequest("encoding is der or pem");
            }
        }
        SimulatedEndorsements found = library.of(authority.get(), fault);
        return list(found.pckCrl(), forced().orElse(form))
                .with("SGX-PCK-CRL-Issuer-Chain", ChainHeader.encoded(found.pckIssuerChain()));
    }

    private WireAnswer pckCertificate(WireRequest request, Optional<PccsFault> fault) {
        Optional<Bytes> qeId = hex(request, "qeid", 16);
        Optional<Bytes> ppid = hex(request, "encrypted_ppid", 384);
        Optional<Bytes> pceId = hex(request, "pceid", 2);
        boolean versions = hex(request, "cpusvn", 16).isPresent()
                && hex(request, "pcesvn", 2).isPresent();
        if (pceId.isEmpty() || !versions || qeId.isEmpty() && ppid.isEmpty()) {
            return badRequest("qeid or encrypted_ppid, cpusvn, pcesvn and pceid are hexadecimal");
        }
        Predicate<SimulatedEndorsements> asked =
                endorsements -> (qeId.isEmpty() || endorsements.qeId().equals(qeId.get()))
                        && (ppid.isEmpty() || endorsements.encryptedPpid().equals(ppid.get()))
                        && endorsements.platform().pceId().equals(pceId.get());
        return library.find(asked, fault)
                .map(found -> WireAnswer.ok("application/x-pem-file", Bytes.utf8(found.pckCertificate()))
                        .with("SGX-PCK-Certificate-Issuer-Chain", ChainHeader.encoded(found.pckIssuerChain()))
                        .with("SGX-TCBm", upper(found.platform().tcbm()))
                        .with("SGX-FMSPC", upper(found.platform().fmspc()))
                        .with(
                                "SGX-PCK-Certificate-CA-Type",
                                found.authority().name().toLowerCase(Locale.ROOT)))
                .orElseGet(() -> notFound("no such platform"));
    }

    /** Any list by its address at Intel: the root's, or a PCK CA's with the authority in its query. */
    private WireAnswer listByUri(WireRequest request, Optional<PccsFault> fault) {
        Optional<String> uri = request.parameter("uri");
        if (uri.isEmpty()) {
            return badRequest("uri says which list");
        }
        ListForm form = forced().orElse(ListForm.DER);
        if (uri.get().endsWith("/IntelSGXRootCA.der")) {
            return list(library.of(PckCa.PLATFORM, fault).rootCrl(), form);
        }
        for (PckCa authority : PckCa.values()) {
            if (uri.get().contains("/pckcrl?ca=" + authority.name().toLowerCase(Locale.ROOT))) {
                return list(library.of(authority, fault).pckCrl(), form);
            }
        }
        return notFound("no such list");
    }

    private Optional<ListForm> forced() {
        return Optional.of(behaviour.lists()).filter(form -> form != ListForm.AS_ASKED);
    }

    private static WireAnswer list(Bytes der, ListForm form) {
        return switch (form) {
            case DER, AS_ASKED -> WireAnswer.ok("application/pkix-crl", der);
            case PEM -> WireAnswer.ok("application/x-pem-file", pem(der));
            case HEX -> WireAnswer.ok("text/plain", Bytes.utf8(der.toHex()));
        };
    }

    private static Bytes pem(Bytes der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.toArray());
        return Bytes.utf8("-----BEGIN X509 CRL-----\n" + base64 + "\n-----END X509 CRL-----\n");
    }

    private static Optional<PckCa> authority(String name) {
        return Arrays.stream(PckCa.values())
                .filter(authority -> authority.parameter().equals(name))
                .findFirst();
    }

    /** A parameter of so many bytes in the case that the service demands. */
    private Optional<Bytes> hex(WireRequest request, String name, int size) {
        String digits = switch (behaviour.hexCase()) {
            case EITHER -> "[0-9a-fA-F]+";
            case UPPER -> "[0-9A-F]+";
            case LOWER -> "[0-9a-f]+";
        };
        return request.parameter(name)
                .filter(text -> text.length() == 2 * size && text.matches(digits))
                .map(text -> Bytes.hex(text.toLowerCase(Locale.ROOT)));
    }

    @Override
    public WireAnswer refusal(int status, String code, String message) {
        return error(status, code, message);
    }

    @Override
    public Optional<WireFault> onTheWire(PccsFault fault) {
        return fault.onTheWire();
    }

    private static WireAnswer error(int status, String code, String message) {
        return new WireAnswer(status, Bytes.empty(), Map.of("Error-Code", code, "Error-Message", message));
    }

    private static WireAnswer badRequest(String message) {
        return error(400, "InvalidRequest", message);
    }

    private static WireAnswer notFound(String message) {
        return error(404, "NotFound", message);
    }

    private static String upper(Bytes bytes) {
        return bytes.toHex().toUpperCase(Locale.ROOT);
    }
}

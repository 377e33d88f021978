package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.PckCertificateId;
import dev.teeproof.dcap.Tee;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a service listens, and what each item is called there. Intel's own service keeps the root's list on another host;
 * a PCCS serves it itself.
 *
 * @param base scheme, host, port and what of the path stands before {@code /sgx/}
 * @param version {@code v3} or {@code v4}
 * @param intel whether it is Intel's own
 * @param rootCaCrl where the root's list is, for a service that does not serve it itself
 * @see "Intel PCS API v4; Intel PCCS design guide"
 */
record PcsAddress(String base, String version, boolean intel, Optional<URI> rootCaCrl) {

    static final String INTEL = "api.trustedservices.intel.com";

    private static final URI INTEL_ROOT_CA_CRL =
            URI.create("https://certificates.trustedservices.intel.com/IntelSGXRootCA.der");

    private static final Pattern API = Pattern.compile("(.*?)(?:/(?:sgx|tdx)/certification/(v[34]))?");

    /**
     * @throws IllegalArgumentException if it is not an address of HTTP, or says more than scheme, host, port and path; or
     *     if it would be asked in plain, is not on this machine, and the caller did not allow that
     */
    static PcsAddress of(String address, boolean insecureAllowHttp) {
        URI uri = ServiceAddress.checked(address, insecureAllowHttp);
        Matcher api = API.matcher(ServiceAddress.path(uri));
        if (!api.matches()) {
            throw new IllegalStateException("any path matches");
        }
        String base = uri.getScheme() + "://" + uri.getRawAuthority() + ServiceAddress.withoutSlashes(api.group(1));
        boolean intel = uri.getHost().equalsIgnoreCase(INTEL);
        return new PcsAddress(
                base,
                api.group(2) == null ? "v4" : api.group(2),
                intel,
                intel ? Optional.of(INTEL_ROOT_CA_CRL) : Optional.empty());
    }

    URI of(IntelItem item) {
        String sgx = base + "/sgx/certification/" + version;
        String tdx = base + "/tdx/certification/" + version;
        return switch (item) {
            case IntelItem.TcbInfo tcb ->
                URI.create((tcb.tee() == Tee.SGX ? sgx : tdx) + "/tcb?fmspc=" + hex(tcb.fmspc())
                        + update(tcb.update(), "&"));
            case IntelItem.QeIdentity qe ->
                URI.create((qe.tee() == Tee.SGX ? sgx : tdx) + "/qe/identity" + update(qe.update(), "?"));
            case IntelItem.PckCrl crl ->
                URI.create(sgx + "/pckcrl?ca=" + crl.ca().parameter() + "&encoding=der");
            case IntelItem.RootCaCrl crl -> rootCaCrl.orElseGet(() -> URI.create(sgx + "/rootcacrl"));
            case IntelItem.PckCertificate pck -> URI.create(sgx + "/pckcert?" + query(pck.id()));
        };
    }

    /** The standard update is the default, and old services do not know the parameter. */
    private static String update(IntelItem.Update update, String separator) {
        return update == IntelItem.Update.STANDARD ? "" : separator + "update=" + update.parameter();
    }

    private static String query(PckCertificateId id) {
        Bytes pceSvn = Bytes.of(id.pceSvn(), id.pceSvn() >> 8);
        return "qeid=" + hex(id.qeId())
                + id.encryptedPpid().map(ppid -> "&encrypted_ppid=" + hex(ppid)).orElse("")
                + "&cpusvn=" + hex(id.cpuSvn()) + "&pcesvn=" + hex(pceSvn) + "&pceid=" + hex(id.pceId());
    }

    /** Some services want upper case. */
    private static String hex(Bytes bytes) {
        return bytes.toHex().toUpperCase(Locale.ROOT);
    }
}

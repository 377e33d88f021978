package dev.teeproof.sources;

import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.TcbLayout;
import dev.teeproof.snp.TcbVersion;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a key distribution service listens, and what each item is called there. Nothing of an item needs escaping: names of
 * lines and kinds come from lists, ids and numbers are written as digits.
 *
 * @param base scheme, host, port and what of the path stands before {@code /vcek/}
 * @see "57230 section 4, key distribution service"
 */
record KdsAddress(String base) {

    static final String AMD = "kdsintf.amd.com";

    private static final Pattern API = Pattern.compile("(.*?)(?:/(?:vcek|vlek)/v1)?");

    /**
     * @throws IllegalArgumentException if it is not an address of HTTP, or says more than scheme, host, port and path; or
     *     if it would be asked in plain, is not on this machine, and the caller did not allow that
     */
    static KdsAddress of(String address, boolean insecureAllowHttp) {
        URI uri = ServiceAddress.checked(address, insecureAllowHttp);
        Matcher api = API.matcher(ServiceAddress.path(uri));
        if (!api.matches()) {
            throw new IllegalStateException("any path matches");
        }
        return new KdsAddress(
                uri.getScheme() + "://" + uri.getRawAuthority() + ServiceAddress.withoutSlashes(api.group(1)));
    }

    URI of(AmdItem item) {
        return switch (item) {
            case AmdItem.Vcek vcek ->
                URI.create(base + "/vcek/v1/" + vcek.product().text() + "/"
                        + vcek.chipId().toHex() + "?" + query(vcek.reportedTcb()));
            case AmdItem.IssuerChain chain -> URI.create(line(chain.key().text(), chain.product()) + "/cert_chain");
            case AmdItem.RevocationList list -> URI.create(line(list.key().text(), list.product()) + "/crl");
        };
    }

    private String line(String key, SnpProduct product) {
        return base + "/" + key + "/v1/" + product.text();
    }

    private static String query(TcbVersion tcb) {
        return (tcb.layout() == TcbLayout.TURIN ? "fmcSPL=" + tcb.fmc() + "&" : "") + "blSPL=" + tcb.bootLoader()
                + "&teeSPL=" + tcb.tee() + "&snpSPL=" + tcb.snp() + "&ucodeSPL=" + tcb.microcode();
    }
}

package dev.teeproof.sources;

import java.net.URI;
import java.util.Locale;

/** What the address of a service has to be, whoever's it is. */
final class ServiceAddress {

    private ServiceAddress() {}

    /**
     * @throws IllegalArgumentException if it is not an address of HTTP, or says more than scheme, host, port and path; or
     *     if it would be asked in plain, is not on this machine, and the caller did not allow that
     */
    static URI checked(String address, boolean insecureAllowHttp) {
        URI uri = URI.create(address);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException(address + " is not an https address");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "the address of a service is scheme, host, port and path, without user, query and fragment");
        }
        if (scheme.equals("http") && !insecureAllowHttp && !isLoopback(uri.getHost())) {
            throw new IllegalArgumentException(address + " would be asked in plain: https is needed");
        }
        return uri;
    }

    /** The path as written, without the slashes at its end. */
    static String path(URI uri) {
        return withoutSlashes(uri.getRawPath() == null ? "" : uri.getRawPath());
    }

    static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    /** By what is written: asking a name service would put the answer into its hands. */
    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
    }
}

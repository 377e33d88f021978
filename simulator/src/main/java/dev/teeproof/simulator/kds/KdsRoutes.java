package dev.teeproof.simulator.kds;

import dev.teeproof.codec.Bytes;
import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.simulator.wire.WireAnswer;
import dev.teeproof.simulator.wire.WireFault;
import dev.teeproof.simulator.wire.WireRequest;
import dev.teeproof.simulator.wire.WireService;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.TcbLayout;
import dev.teeproof.snp.TcbVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a key distribution service says to a request.
 *
 * <pre>
 * /vcek/v1/{line}/{chip id}?blSPL=&amp;teeSPL=&amp;snpSPL=&amp;ucodeSPL=   the VCEK's certificate, DER; Turin also wants fmcSPL
 * /vcek/v1/{line}/cert_chain                                 ASK and ARK, PEM
 * /vlek/v1/{line}/cert_chain                                 ASVK and ARK, PEM
 * /vcek/v1/{line}/crl and /vlek/v1/{line}/crl                the ARK's list, DER
 * /vlek/v1/{line}/cert                                       401: VLEKs are for cloud providers
 * </pre>
 *
 * @see "57230 section 4, key distribution service interface"
 */
final class KdsRoutes implements WireService<KdsFault> {

    private static final Pattern PATH = Pattern.compile("/(vcek|vlek)/v1/([A-Za-z]+)/([0-9A-Za-z_]+)");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");
    private static final Pattern SVN = Pattern.compile("[0-9]{1,3}");

    private final KdsLibrary library;

    KdsRoutes(KdsLibrary library) {
        this.library = library;
    }

    /** The answer, with endorsements as a fault leaves them. */
    @Override
    public WireAnswer answer(WireRequest request, Optional<KdsFault> fault) {
        if (fault.equals(Optional.of(KdsFault.BROKEN))) {
            return text(500, "Internal Server Error");
        }
        if (fault.equals(Optional.of(KdsFault.EMPTY))) {
            return notFound();
        }
        if (!request.wellFormed()) {
            return badRequest("the query cannot be read");
        }
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return notFound();
        }
        SigningKey kind = path.group(1).equals("vcek") ? SigningKey.VCEK : SigningKey.VLEK;
        Optional<SnpProduct> product = SnpProduct.of(path.group(2));
        if (product.isEmpty()) {
            return badRequest("there is no such product line");
        }
        return switch (path.group(3)) {
            case "cert_chain" ->
                ofLine(product.get(), kind, fault, found -> WireAnswer.ok("application/x-pem-file", found.chainPem()));
            case "crl" ->
                ofLine(product.get(), kind, fault, found -> WireAnswer.ok("application/pkix-crl", found.crl()));
            case "cert" -> kind == SigningKey.VLEK ? text(401, "Unauthorized") : badRequest("a chip id is needed");
            default -> kind == SigningKey.VCEK ? certificate(request, product.get(), path.group(3), fault) : notFound();
        };
    }

    private WireAnswer ofLine(
            SnpProduct product,
            SigningKey kind,
            Optional<KdsFault> fault,
            Function<SimulatedReport, WireAnswer> answer) {
        return library.of(product, kind, fault).map(answer).orElseGet(KdsRoutes::notFound);
    }

    private WireAnswer certificate(WireRequest request, SnpProduct product, String chip, Optional<KdsFault> fault) {
        if (chip.length() != 2 * product.hwIdSize() || !HEX.matcher(chip).matches()) {
            return badRequest("a chip id of " + product + " has " + 2 * product.hwIdSize() + " hexadecimal digits");
        }
        boolean turin = product.tcbLayout() == TcbLayout.TURIN;
        Set<String> wanted = new HashSet<>(List.of("blSPL", "teeSPL", "snpSPL", "ucodeSPL"));
        if (turin) {
            wanted.add("fmcSPL");
        }
        Map<String, String> given = request.parameters();
        if (!given.keySet().equals(wanted) || !given.values().stream().allMatch(KdsRoutes::isSvn)) {
            return badRequest(
                    "wanted are " + String.join(", ", wanted.stream().sorted().toList()) + ", each 0 to 255");
        }
        TcbVersion tcb = new TcbVersion(
                product.tcbLayout(),
                turin ? svn(request, "fmcSPL") : 0,
                svn(request, "blSPL"),
                svn(request, "teeSPL"),
                svn(request, "snpSPL"),
                svn(request, "ucodeSPL"));
        Bytes hwId = Bytes.hex(chip.toLowerCase(Locale.ROOT));
        return library.find(product, hwId, tcb, fault)
                .map(found -> WireAnswer.ok("application/octet-stream", found.vek()))
                .orElseGet(KdsRoutes::notFound);
    }

    private static boolean isSvn(String text) {
        return SVN.matcher(text).matches() && Integer.parseInt(text) <= 255;
    }

    private static int svn(WireRequest request, String name) {
        return Integer.parseInt(request.parameter(name).orElseThrow());
    }

    @Override
    public WireAnswer refusal(int status, String code, String message) {
        return text(status, message);
    }

    @Override
    public Optional<WireFault> onTheWire(KdsFault fault) {
        return fault.onTheWire();
    }

    private static WireAnswer badRequest(String message) {
        return text(400, message);
    }

    private static WireAnswer notFound() {
        return text(404, "Not Found");
    }

    private static WireAnswer text(int status, String message) {
        return new WireAnswer(status, Bytes.utf8(message), Map.of("Content-Type", "text/plain"));
    }
}

package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRules;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.result.SourceUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * AMD's endorsements in files, for use without a network: certificates of VCEKs, of who issues them and of roots, and revocation
 * lists, in DER or PEM, under any name; of a folder, files named {@code *.der}, {@code *.pem}, {@code *.crt}, {@code *.cer},
 * {@code *.crl}, {@code *.hex} and {@code *.json}, and not those of folders in it. What a file is, its content says. A folder
 * that holds a folder {@code vcek} is also an {@linkplain OfflineKdsStore offline store} of Confidential Containers' Trustee.
 *
 * <p>Of several for the same item the newest that is in date is given, else the newest: what has expired is for its own time.
 * Nothing is verified but that a chain is given with the root that issued it, where that lies there as well. Files are read at the
 * start and again when they were changed, added or removed. Thread-safe.
 */
public final class AmdFiles implements AmdSource {

    /** Bytes of one file. */
    public static final int MAX_FILE = AmdFileContent.MAX_FILE;

    /** Bytes of all files. */
    public static final long MAX_BYTES = WatchedFiles.MAX_BYTES;

    private static final String NAME = "AMD's endorsements that were given";

    private static final byte[] LINE_FEED = {'\n'};

    private record Found<T>(T what, StatedDates dates, String file) {}

    private final WatchedFiles<AmdFileContent> files;
    private final List<OfflineKdsStore> stores;
    private final CertificateRules rules = new CertificateRules(SignatureVerifier.ofPlatform());

    private AmdFiles(WatchedFiles<AmdFileContent> files, List<OfflineKdsStore> stores) {
        this.files = files;
        this.stores = List.copyOf(stores);
    }

    /**
     * Reads the files.
     *
     * @param trouble is told, once each, what could not be read in a folder, and later on
     * @throws IOException if a file that is named, or a folder, cannot be read
     * @throws MalformedEvidenceException if a file that is named holds none of AMD's endorsements; the path of the fault begins
     *     with its name
     */
    public static AmdFiles open(List<Path> paths, Consumer<String> trouble)
            throws IOException, MalformedEvidenceException {
        Told told = new Told(trouble);
        List<OfflineKdsStore> stores = paths.stream()
                .filter(path -> Files.isDirectory(path.resolve("vcek")))
                .map(path -> new OfflineKdsStore(path, told))
                .toList();
        return new AmdFiles(
                WatchedFiles.open(new CollateralPaths(paths), told, MAX_FILE, AmdFileContent::read), stores);
    }

    @Override
    public AmdAnswer get(AmdItem item, Instant at) throws SourceUnavailableException {
        Optional<AmdAnswer> answer = switch (item) {
            case AmdItem.Vcek vcek -> vcek(vcek, at);
            case AmdItem.IssuerChain chain -> chain(chain, at);
            case AmdItem.RevocationList list ->
                newest(AmdFileContent::lists, found -> AmdStatement.isOf(list, found), AmdStatement::dates, at)
                        .map(found -> AmdAnswer.of(found.what().der(), found.file()));
        };
        return answer.orElseThrow(() -> new SourceUnavailableException(NAME, "it lacks the " + item.inWords()));
    }

    private Optional<AmdAnswer> vcek(AmdItem.Vcek item, Instant at) {
        Optional<AmdAnswer> found = newest(
                        AmdFileContent::vceks,
                        vek -> AmdStatement.isOf(item, vek),
                        vek -> AmdStatement.dates(vek.certificate()),
                        at)
                .map(vek -> AmdAnswer.of(vek.what().certificate().der(), vek.file()));
        return found.or(() ->
                stores.stream().flatMap(store -> store.find(item).stream()).findFirst());
    }

    private Optional<AmdAnswer> chain(AmdItem.IssuerChain item, Instant at) {
        return newest(AmdFileContent::authorities, found -> AmdStatement.isOf(item, found), AmdStatement::dates, at)
                .map(issuer -> {
                    Optional<Found<Certificate>> root = newest(
                            AmdFileContent::authorities,
                            found -> found.selfIssued()
                                    && rules.issuedBy(issuer.what(), found).isEmpty(),
                            AmdStatement::dates,
                            at);
                    String pem = pem(issuer.what())
                            + root.map(found -> pem(found.what())).orElse("");
                    return AmdAnswer.of(Bytes.utf8(pem), issuer.file());
                });
    }

    private <T> Optional<Found<T>> newest(
            Function<AmdFileContent, List<T>> part, Predicate<T> right, Function<T, StatedDates> dates, Instant at) {
        List<Found<T>> all = new ArrayList<>();
        files.contents()
                .values()
                .forEach(content -> part.apply(content).stream()
                        .filter(right)
                        .forEach(what -> all.add(new Found<>(what, dates.apply(what), content.file()))));
        all.sort(
                Comparator.comparing((Found<T> found) -> found.dates().issued()).reversed());
        return NewestInDate.of(all, found -> true, found -> found.dates().inDate(at));
    }

    private static String pem(Certificate certificate) {
        String lines = Base64.getMimeEncoder(64, LINE_FEED)
                .encodeToString(certificate.der().toArray());
        return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
    }
}

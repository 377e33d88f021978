package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.CertificationData;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.PckCertificateId;
import dev.teeproof.result.SourceUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Intel's endorsements in files, for use without a network: dcap-qvl's containers, whole or in part, files of Intel's PCS
 * client tool, and bodies that Intel's service answered with, as JSON, DER, PEM or hexadecimal text, with the chains of
 * their signers in PEM files beside them. What a file is, its content says. Of a folder, files named {@code *.json},
 * {@code *.crl}, {@code *.der}, {@code *.pem}, {@code *.hex}, {@code *.crt} and {@code *.cer} are read, and not those of
 * folders in it.
 *
 * <p>Of several endorsements for the same item the newest that is in date is given, else the newest. Of TCB info and QE
 * identities, where there is none that is right, the newest of another platform: it fails its check, with the reason.
 * Endorsements that have expired are kept: they are for their own time. Files are for one root: that of two roots'
 * endorsements the newest wins would be of no use.
 *
 * <p>Files are read at the start, and again when they were changed, added or removed. One that cannot be read then keeps
 * what it gave before, is told, and does not hold up the others. Thread-safe.
 */
public final class CollateralFiles implements IntelSource, CollateralSource {

    /** Bytes of one file. */
    public static final int MAX_FILE = Collateral.MAX_SIZE;

    /** Bytes of all files. */
    public static final long MAX_BYTES = 256L << 20;

    private static final String NAME = "the collateral that was given";

    /**
     * What became of reading one file.
     *
     * @param content what it gives: of this reading, else of the last that succeeded
     */
    private record Reading(FileState state, Optional<FileContent> content) {}

    private record Snapshot(Map<Path, FileState> states, Map<Path, Reading> readings, Given given) {}

    private final CollateralPaths paths;
    private final Told trouble;
    private volatile Snapshot snapshot;

    private CollateralFiles(CollateralPaths paths, Told trouble, Snapshot snapshot) {
        this.paths = paths;
        this.trouble = trouble;
        this.snapshot = snapshot;
    }

    /**
     * Reads the files.
     *
     * @param trouble is told, once each, what could not be read in a folder, and later on
     * @throws IOException if a file that is named, or a folder, cannot be read
     * @throws MalformedEvidenceException if a file that is named holds no collateral; the path of the fault begins with
     *     its name
     */
    public static CollateralFiles open(List<Path> paths, Consumer<String> trouble)
            throws IOException, MalformedEvidenceException {
        CollateralPaths named = new CollateralPaths(paths);
        Told told = new Told(trouble);
        Map<Path, FileState> states = named.states(Map.of(), told);
        for (Path path : paths) {
            FileState state = states.get(path);
            if (state != null && !state.present()) {
                throw new NoSuchFileException(path.toString());
            }
            if (state != null) {
                read(path);
            }
        }
        CollateralFiles files =
                new CollateralFiles(named, told, new Snapshot(Map.of(), Map.of(), new Given(List.of())));
        files.snapshot = files.reread(states);
        return files;
    }

    @Override
    public IntelAnswer fetch(IntelItem item, Instant at) throws SourceUnavailableException {
        refresh();
        return GivenItem.choose(snapshot.given().newestFirst(), item, at)
                .map(IntelAnswer::of)
                .orElseThrow(() -> new SourceUnavailableException(NAME, "it lacks the " + item.inWords()));
    }

    @Override
    public Collateral collateral(AuthenticQuote quote) throws SourceUnavailableException {
        return AssembledCollateral.of(this).collateral(quote);
    }

    @Override
    public Bytes pckCertificateChain(PckCertificateId id, Instant at) throws SourceUnavailableException {
        return AssembledCollateral.of(this).pckCertificateChain(id, at);
    }

    /** Completes the certificate with the chain that lies with its issuer's revocation list. */
    @Override
    public Bytes pckCertificateChain(CertificationData certificate, Instant at) throws SourceUnavailableException {
        return AssembledCollateral.of(this).pckCertificateChain(certificate, at);
    }

    private void refresh() {
        Map<Path, FileState> now = paths.states(snapshot.states(), trouble);
        if (now.equals(snapshot.states())) {
            return;
        }
        synchronized (this) {
            if (!now.equals(snapshot.states())) {
                snapshot = reread(now);
            }
        }
    }

    /** Remembers the new state even of what cannot be read, so that it is told once and not at every request. */
    private Snapshot reread(Map<Path, FileState> states) {
        Map<Path, Reading> readings = new TreeMap<>();
        Map<Path, FileContent> contents = new LinkedHashMap<>();
        long bytes = 0;
        for (Map.Entry<Path, FileState> entry : states.entrySet()) {
            Path path = entry.getKey();
            bytes += entry.getValue().size();
            if (bytes > MAX_BYTES) {
                trouble.tell(
                        "collateral from " + path + " on is not read: there are more than " + MAX_BYTES + " bytes");
                break;
            }
            Reading reading = reading(
                    path,
                    entry.getValue(),
                    Optional.ofNullable(snapshot.readings().get(path)));
            readings.put(path, reading);
            reading.content().ifPresent(content -> contents.put(path, content));
        }
        return new Snapshot(states, readings, Given.of(contents, snapshot.given(), trouble));
    }

    private Reading reading(Path path, FileState state, Optional<Reading> before) {
        if (before.isPresent() && before.get().state().equals(state)) {
            return before.get();
        }
        Optional<FileContent> kept = before.flatMap(Reading::content);
        String stays = kept.isPresent() ? ", what was read before stays: " : ": ";
        try {
            if (!state.present()) {
                throw new NoSuchFileException(path.toString(), null, "it is gone");
            }
            return new Reading(state, Optional.of(read(path)));
        } catch (IOException e) {
            trouble.tellAgain("collateral cannot be read" + stays + e.getMessage());
        } catch (MalformedEvidenceException e) {
            trouble.tellAgain("collateral cannot be read" + stays + e.inWords());
        }
        return new Reading(state, kept);
    }

    private static FileContent read(Path file) throws IOException, MalformedEvidenceException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE + 1);
            if (bytes.length > MAX_FILE) {
                throw new MalformedEvidenceException(
                        Malformation.LIMIT_EXCEEDED, "collateral", bytes.length, "at most " + MAX_FILE);
            }
            return FileContent.read(Bytes.copyOf(bytes), file.toString());
        } catch (MalformedEvidenceException e) {
            throw new MalformedEvidenceException(e.code(), file + ": " + e.path(), e.offset(), e.expected());
        }
    }
}

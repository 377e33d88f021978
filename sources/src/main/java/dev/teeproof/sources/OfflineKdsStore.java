package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.snp.SnpCertificates;
import dev.teeproof.snp.TcbLayout;
import dev.teeproof.snp.TcbVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Certificates of VCEKs in the layout of Confidential Containers' Trustee: {@code vcek/{chip}/{TCB}_vcek.der}, else {@code
 * vcek/{chip}/vcek.der}. A file is looked at when its certificate is asked for, so that there may be any number of them; one
 * that says that it is of another chip or TCB is passed over. Thread-safe.
 *
 * @param root the folder that holds {@code vcek}
 */
record OfflineKdsStore(Path root, Told trouble) {

    Optional<AmdAnswer> find(AmdItem.Vcek item) {
        Path folder = root.resolve("vcek").resolve(item.chipId().toHex());
        List<Path> files =
                List.of(folder.resolve(prefix(item.reportedTcb()) + "_vcek.der"), folder.resolve("vcek.der"));
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                try {
                    Bytes bytes = WatchedFiles.bytes(file, SnpCertificates.MAX_SIZE);
                    AmdStatement.of(item, bytes);
                    return Optional.of(AmdAnswer.of(bytes, file.toString()));
                } catch (IOException e) {
                    trouble.tell("the certificate " + file + " cannot be read: " + e.getMessage());
                } catch (MalformedEvidenceException e) {
                    trouble.tell("the certificate " + file + " is passed over: " + e.inWords());
                }
            }
        }
        return Optional.empty();
    }

    /** Such as {@code bl02_tee00_snp06_ucode21}. */
    static String prefix(TcbVersion tcb) {
        String common = String.format(
                Locale.ROOT,
                "bl%02d_tee%02d_snp%02d_ucode%02d",
                tcb.bootLoader(),
                tcb.tee(),
                tcb.snp(),
                tcb.microcode());
        return tcb.layout() == TcbLayout.TURIN ? common + String.format(Locale.ROOT, "_fmc%02d", tcb.fmc()) : common;
    }
}

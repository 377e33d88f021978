package dev.teeproof.eventlog.ima;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.model.HashAlgorithm;
import java.util.Optional;

/**
 * One field of a template's data.
 *
 * @see "Linux kernel, Documentation/security/IMA-templates.rst"
 */
public sealed interface ImaField {

    /** Its name in the kernel: {@code d-ng}, {@code n-ng}, {@code sig}, …; empty in a template that is not known. */
    String id();

    /**
     * A file's digest: {@code d}, {@code d-ng}, {@code d-ngv2}, {@code d-modsig}.
     *
     * @param kind how the file was digested, {@code ima} or {@code verity}; of {@code d-ngv2} alone
     * @param algorithm by Linux's name; absent for {@code d}, whose 20 bytes are SHA-1's or MD5's with zeros behind
     */
    record FileDigest(String id, Optional<String> kind, Optional<String> algorithm, Bytes digest) implements ImaField {

        /** The algorithm, if it is known. */
        public Optional<HashAlgorithm> hashAlgorithm() {
            return algorithm.flatMap(ImaTemplate::algorithm);
        }
    }

    /**
     * A file's path, or what stands in its place: {@code n}, {@code n-ng}.
     *
     * @param path without NUL; not necessarily UTF-8. Whoever named the file chose these bytes
     */
    record FileName(String id, Bytes path) implements ImaField {}

    /** A number, little-endian: {@code iuid}, {@code igid}, {@code imode}. */
    record Unsigned(String id, long value) implements ImaField {}

    /** Anything else: {@code sig}, {@code buf}, {@code modsig}, {@code evmsig}, extended attributes; empty if there is none. */
    record Raw(String id, Bytes value) implements ImaField {}
}

package dev.teeproof.snp;

import dev.teeproof.codec.Bytes;

/**
 * A revocation list as received; it has to prove itself.
 *
 * @param list DER, PEM or hexadecimal text
 * @param source who supplied it, for people
 */
public record IssuedRevocationList(Bytes list, String source) {}

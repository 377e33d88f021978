package dev.teeproof.result;

import dev.teeproof.codec.Bytes;

/**
 * A key that is trusted without further proof.
 *
 * @param name as a person would say it: {@code Intel SGX Root CA}, or the subject and origin of a root of the caller's
 * @param spkiSha256 SHA-256 of its SubjectPublicKeyInfo: two anchors are the same if this is
 */
public record TrustAnchor(String name, Bytes spkiSha256) {}

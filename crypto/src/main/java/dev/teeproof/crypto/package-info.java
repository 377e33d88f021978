/**
 * Signatures, digests, certificates and revocation lists for attestation chains. The shape of a chain is known in
 * advance (a root, at most one CA, a leaf), so nothing is searched for: {@link dev.teeproof.crypto.CertificateRules}
 * states what must hold of each certificate.
 */
@NullMarked
package dev.teeproof.crypto;

import org.jspecify.annotations.NullMarked;

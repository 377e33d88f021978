package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import java.util.Optional;

/**
 * What a quote says of its PCK certificate where it does not carry it (certification data types 1 to 3): what Intel's
 * service or a PCCS is asked with. Unverified: that the certificate which comes back belongs to the quote is proven by the
 * quoting enclave's report, which must verify with its key.
 *
 * @param qeId 16 bytes, from the header's user data
 * @param encryptedPpid 256 or 384 bytes; empty where the quote has the PPID in plain, for which only a PCCS has an answer
 * @param cpuSvn 16 bytes
 * @param pceSvn as a number
 * @param pceId 2 bytes
 * @see "Intel PCS API v4, Get PCK Certificate"
 */
public record PckCertificateId(Bytes qeId, Optional<Bytes> encryptedPpid, Bytes cpuSvn, int pceSvn, Bytes pceId) {}

/**
 * The Canonical Event Log as TLV, CBOR and JSON, with the content of Confidential Space.
 *
 * @see "TCG Canonical Event Log Format, version 1.1; github.com/google/go-tpm-tools, cel"
 */
@NullMarked
package dev.teeproof.eventlog.cel;

import org.jspecify.annotations.NullMarked;

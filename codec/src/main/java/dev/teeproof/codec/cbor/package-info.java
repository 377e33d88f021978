/** Deterministic CBOR (RFC 8949 section 4.2), the subset that measurement documents and event logs use. */
@NullMarked
package dev.teeproof.codec.cbor;

import org.jspecify.annotations.NullMarked;

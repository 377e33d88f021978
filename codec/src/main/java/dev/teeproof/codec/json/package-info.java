/** Strict JSON (RFC 8259) as a tree of values, and its canonical form (RFC 8785). */
@NullMarked
package dev.teeproof.codec.json;

import org.jspecify.annotations.NullMarked;

/** Bytes, hexadecimal text and the bounded reader on which every decoder stands. */
@NullMarked
package dev.teeproof.codec;

import org.jspecify.annotations.NullMarked;

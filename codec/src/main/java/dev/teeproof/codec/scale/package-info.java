/** The subset of SCALE that attestations use, as strict as its reference decoder. */
@NullMarked
package dev.teeproof.codec.scale;

import org.jspecify.annotations.NullMarked;

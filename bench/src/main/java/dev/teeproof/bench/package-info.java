/** Benchmarks of verification, next to the signatures that it cannot do without. */
@NullMarked
package dev.teeproof.bench;

import org.jspecify.annotations.NullMarked;

/** The folder of real evidence, for tests. */
@NullMarked
package dev.teeproof.conformance;

import org.jspecify.annotations.NullMarked;

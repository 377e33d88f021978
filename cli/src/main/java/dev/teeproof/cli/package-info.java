/** The {@code teeproof} command. */
@NullMarked
package dev.teeproof.cli;

import org.jspecify.annotations.NullMarked;

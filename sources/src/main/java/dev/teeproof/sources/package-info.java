/**
 * Where endorsements and reference values come from. A source is asked with what has been authenticated, and answers
 * with bytes that are yet to be verified.
 */
@NullMarked
package dev.teeproof.sources;

import org.jspecify.annotations.NullMarked;

/**
 * A dstack guest from inside: what it is told when it boots, what it measures, and the evidence that it can make of both. Start at
 * {@link dev.teeproof.attester.guest.Guest}.
 */
@NullMarked
package dev.teeproof.attester.guest;

import org.jspecify.annotations.NullMarked;

/**
 * What the readers and writers of canonical logs share, whatever their encoding; no part of the public interface.
 */
@NullMarked
package dev.teeproof.eventlog.canonical;

import org.jspecify.annotations.NullMarked;

package dev.teeproof.eventlog.model;

import dev.teeproof.codec.Bytes;

/**
 * A digest as a log states it.
 *
 * @param value of the algorithm's length where the algorithm is known; a reader sees to that
 */
public record EventDigest(HashAlgorithm algorithm, Bytes value) {}

package dev.teeproof.result;

import java.time.Instant;

/**
 * An endorsement that a conclusion rests on.
 *
 * @param name what it is: {@code Intel TCB info of FMSPC 90c06f000000}
 * @param source where it came from
 * @param issued from when on it holds
 * @param expires until when it holds, inclusive
 */
public record EndorsementUse(String name, String source, Instant issued, Instant expires) {}

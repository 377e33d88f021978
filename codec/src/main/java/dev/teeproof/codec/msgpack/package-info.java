/** MessagePack for attestations: a bounded reader, and a writer that writes smallest forms. */
@NullMarked
package dev.teeproof.codec.msgpack;

import org.jspecify.annotations.NullMarked;

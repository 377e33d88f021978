package dev.teeproof.eventlog.model;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import java.util.Optional;

/**
 * What an event says was measured. How it is bound to the digests, if at all, differs from kind to kind.
 *
 * @see "TCG Canonical Event Log Format, section 5"
 */
public sealed interface Content {

    /**
     * A TCG event: {@code pcclient_std} of CEL, and every event of CCEL, TCG2, SHA-1 and AAEL logs.
     *
     * @param eventType unsigned 32 bits; see {@link EventType}. No digest covers it
     */
    record PcClient(long eventType, Bytes data) implements Content {}

    /** An event about the log itself: {@code cel}. */
    sealed interface Management extends Content {

        /** Which version of the format is used; not measured. */
        record CelVersion(long major, long minor) implements Management {}

        /** The firmware's events end here; not measured. */
        record FirmwareEnd() implements Management {}

        /**
         * What time it was.
         *
         * @param value implementations differ about the unit
         */
        record CelTimestamp(long value) implements Management {}

        /**
         * The machine changed its state.
         *
         * @param state 0 suspend, 1 hibernate, 2 kexec
         */
        record StateTransition(long state) implements Management {}
    }

    /**
     * A file that Linux's IMA measured.
     *
     * @param name of the template: {@code ima-ng}, {@code ima-sig}, …
     * @param data its fields as they were hashed: each a length and bytes; for the template {@code ima} the 20 bytes of
     *     the digest and, after a length, the file's name
     */
    record ImaTemplate(String name, Bytes data) implements Content {}

    /** A file that IMA measured, as TLV; the digest is of these bytes. */
    record ImaTlv(Bytes tlv) implements Content {}

    /**
     * A measurement of systemd's in userspace.
     *
     * @param json the object {@code content} as compact JSON text, members in the order received; {@code string} alone is
     *     measured
     */
    record Systemd(String json) implements Content {}

    /**
     * An event of Confidential Space.
     *
     * @param type unsigned 8 bits; see {@link CosType}
     * @param value what it says
     */
    record Cos(int type, Bytes value) implements Content {}

    /**
     * A record of a native event log: {@code CC-CEL}. The digest is of these bytes.
     *
     * @param line without its line feed
     */
    record NelrLine(Bytes line) implements Content {

        private static final Bytes INIT = Bytes.utf8("INIT ");

        /** Whether it is the record with which a native event log begins. */
        public boolean isInit() {
            return line.size() >= INIT.size() && line.slice(0, INIT.size()).equals(INIT);
        }
    }

    /**
     * An event of a dstack guest: one of the firmware, or one that the guest measured while it ran. The digest of a runtime
     * event is computed from what is here.
     *
     * @param eventType unsigned 32 bits; {@link RuntimeEvent#EVENT_TYPE} for a runtime event
     * @param event its name; empty for most events of the firmware
     * @param preimage the bytes that were hashed, as hexadecimal text, where the sender supplied them
     */
    record Dstack(long eventType, String event, Bytes payload, EventLogVersion version, Optional<String> preimage)
            implements Content {

        /** Whether the guest measured it while it ran: the type alone decides. */
        public boolean isRuntime() {
            return eventType == RuntimeEvent.EVENT_TYPE;
        }

        /** Only for one that {@link #isRuntime}. */
        public RuntimeEvent toRuntime() {
            if (!isRuntime()) {
                throw new IllegalStateException("not a runtime event");
            }
            return new RuntimeEvent(event, payload, version);
        }
    }

    /**
     * Content of a type that is not known here, carried as it came.
     *
     * @param contentType the number of its type in CEL
     */
    record Opaque(long contentType, Bytes value) implements Content {}
}

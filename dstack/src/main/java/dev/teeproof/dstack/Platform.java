package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.dstack.TdxEventLog;

/** The evidence of the hardware in an attestation. The other platforms of dstack will be kinds of their own. */
public sealed interface Platform {

    /**
     * Intel TDX.
     *
     * @param quote as received, padding included
     */
    record Tdx(Bytes quote, TdxEventLog eventLog) implements Platform {}
}

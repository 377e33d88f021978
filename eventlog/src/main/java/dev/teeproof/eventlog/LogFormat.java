package dev.teeproof.eventlog;

import dev.teeproof.eventlog.aael.AaelReader;
import dev.teeproof.eventlog.cel.CelCborReader;
import dev.teeproof.eventlog.cel.CelJsonReader;
import dev.teeproof.eventlog.cel.CelTlvReader;
import dev.teeproof.eventlog.claims.TrusteeReader;
import dev.teeproof.eventlog.dstack.log.DstackLinesReader;
import dev.teeproof.eventlog.dstack.log.DstackReader;
import dev.teeproof.eventlog.ima.ImaAsciiReader;
import dev.teeproof.eventlog.ima.ImaReader;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RecordReader;
import dev.teeproof.eventlog.nelr.NelrReader;
import dev.teeproof.eventlog.systemd.SystemdReader;
import dev.teeproof.eventlog.tcg.TcgReader;
import dev.teeproof.eventlog.tcg.TcgSha1Reader;
import java.util.Arrays;
import java.util.Optional;

/** The formats of event logs. */
public enum LogFormat {
    /** The native event log record format that was proposed for Confidential Containers. */
    NELR("nelr", "native event log (NELR)"),
    /** TCG's canonical event log in JSON; also the object that a converter of native event logs writes. */
    CEL_JSON("cel-json", "canonical event log in JSON"),
    /** TCG's canonical event log in CBOR. */
    CEL_CBOR("cel-cbor", "canonical event log in CBOR"),
    /** TCG's canonical event log as TLV; Confidential Space's log is one. */
    CEL_TLV("cel-tlv", "canonical event log as TLV"),
    /** A crypto-agile log of a TPM 2.0, or a CCEL. */
    TCG2("tcg2", "TCG crypto-agile log (TPM 2.0, CCEL)"),
    /** A log of a TPM 1.2, with SHA-1 alone. */
    TCG_SHA1("tcg-sha1", "TCG SHA-1 log (TPM 1.2, WBCL)"),
    /** The attestation agent's log: tagged events without a header. */
    AAEL("aael", "attestation agent's event log (AAEL)"),
    /** The attestation agent's log as it was before: lines. */
    AAEL_LINES("aael-lines", "attestation agent's older event log of lines"),
    /** dstack's log beside a quote: a JSON array. */
    DSTACK("dstack", "dstack's event log"),
    /** dstack's file of runtime events: a JSON object on each line. */
    DSTACK_LINES("dstack-lines", "dstack's file of runtime events"),
    /** systemd's userspace log: a JSON sequence. */
    SYSTEMD("systemd", "systemd's userspace log"),
    /** Linux's integrity measurement log, binary. */
    IMA("ima", "IMA log, binary"),
    /** Linux's integrity measurement log, as text. */
    IMA_ASCII("ima-ascii", "IMA log, as text"),
    /** The claims that trustee makes of a log. */
    TRUSTEE("trustee", "trustee's claims");

    private final String option;
    private final String words;

    LogFormat(String option, String words) {
        this.option = option;
        this.words = words;
    }

    /** Its name on a command line and in JSON. */
    public String option() {
        return option;
    }

    /** Its name for people. */
    public String inWords() {
        return words;
    }

    /** A reader for one log. */
    public RecordReader reader(ReadOptions options) {
        return switch (this) {
            case NELR -> new NelrReader(options);
            case CEL_JSON -> new CelJsonReader(options);
            case CEL_CBOR -> new CelCborReader(options);
            case CEL_TLV -> new CelTlvReader(options);
            case TCG2 -> new TcgReader(options);
            case TCG_SHA1 -> new TcgSha1Reader(options);
            case AAEL -> new AaelReader(options);
            case AAEL_LINES -> NelrReader.ofAaelLines(options);
            case DSTACK -> new DstackReader(options);
            case DSTACK_LINES -> new DstackLinesReader(options);
            case SYSTEMD -> new SystemdReader(options);
            case IMA -> new ImaReader(options);
            case IMA_ASCII -> new ImaAsciiReader(options);
            case TRUSTEE -> new TrusteeReader(options);
        };
    }

    public static Optional<LogFormat> named(String option) {
        return Arrays.stream(values())
                .filter(format -> format.option.equals(option))
                .findFirst();
    }
}

package dev.teeproof.sources;

import dev.teeproof.simulator.pccs.PccsFault;

/** Where a fault of a service ends for an item that is asked for. */
enum FaultEnding {
    /** As if there were no fault. */
    RIGHT,
    /** There is nothing to be had. */
    UNAVAILABLE,
    /** Something comes that nobody who may has signed for this item. */
    NOT_GENUINE,
    /** Something genuine comes that has run out. */
    OUT_OF_DATE,
    /** Something genuine and in date comes; only who has seen a newer one can tell. */
    OLDER,
    /** A genuine certificate of the same TCB comes, of another platform: the PPID that is asked with is encrypted. */
    OF_ANOTHER_PLATFORM;

    /** Every fault has a place here, or this does not compile. */
    static FaultEnding of(PccsFault fault, IntelItem item) {
        boolean document = item instanceof IntelItem.TcbInfo || item instanceof IntelItem.QeIdentity;
        boolean certificate = item instanceof IntelItem.PckCertificate;
        return switch (fault) {
            case DOWN,
                    REFUSED,
                    SLOW,
                    SILENT,
                    TRUNCATED,
                    GARBAGE,
                    HUGE,
                    REDIRECT_ELSEWHERE,
                    REDIRECT_LOOP,
                    TOO_MANY_REQUESTS -> UNAVAILABLE;
            case REDIRECT_SAME_HOST -> RIGHT;
            case LYING -> NOT_GENUINE;
            case STRANGER -> document ? NOT_GENUINE : RIGHT;
            case STALE -> certificate ? RIGHT : OUT_OF_DATE;
            case OLDER -> document ? OLDER : RIGHT;
            case WRONG_PLATFORM ->
                switch (item) {
                    case IntelItem.TcbInfo tcb -> NOT_GENUINE;
                    case IntelItem.PckCertificate pck -> OF_ANOTHER_PLATFORM;
                    case IntelItem.QeIdentity qe -> RIGHT;
                    case IntelItem.PckCrl crl -> RIGHT;
                    case IntelItem.RootCaCrl crl -> RIGHT;
                };
        };
    }

    /** What is said of it where an item that was had before cannot be renewed. */
    static String words(PccsFault fault) {
        return switch (fault) {
            case DOWN -> "503";
            case REFUSED, TRUNCATED -> "could not be reached";
            case SLOW, SILENT -> "did not answer within 200 ms";
            case GARBAGE -> "answered with what is not the";
            case HUGE -> "answered with too much";
            case REDIRECT_ELSEWHERE -> "redirects to another place, http://elsewhere.invalid/";
            case REDIRECT_LOOP -> "redirects more than 3 times";
            case TOO_MANY_REQUESTS -> "429";
            case LYING, STRANGER, WRONG_PLATFORM -> "what it gives is not genuine";
            case STALE, OLDER -> "older than that seen before";
            case REDIRECT_SAME_HOST -> throw new IllegalArgumentException("nothing is wrong with it");
        };
    }
}

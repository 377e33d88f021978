package dev.teeproof.dstack;

/**
 * Something about an {@code app-compose.json} that can be read.
 *
 * @param field the member that it is about, as a path; it may repeat what somebody sent
 * @param words a sentence without its subject, which the field is; it may repeat what somebody sent
 */
public record ComposeWarning(Code code, String field, String words) {

    /** What it means for whoever deploys the file. */
    public enum Kind {
        /** A guest does not start the app. */
        REFUSED("a guest refuses it"),
        /** It is a part of the hash, and nothing else. */
        IGNORED("the guest ignores it"),
        /** Another way of writing has the same meaning and another hash, or tools and guests take it differently. */
        AMBIGUOUS("it can be written otherwise"),
        /** It has an effect that somebody may not have meant. */
        RISKY("it may not be what was meant");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** Stable codes. */
    public enum Code {
        /** A manifest version above the newest that guests run. */
        MANIFEST_TOO_NEW(Kind.REFUSED),
        /** A member that only a newer manifest version has. */
        MANIFEST_TOO_OLD(Kind.REFUSED),
        /** A manifest version with blanks around its digits. */
        MANIFEST_BLANKS(Kind.AMBIGUOUS),
        /** A member that belongs to another runner, and that the guest refuses. */
        SNAPSHOTTER_WITHOUT_NERDCTL(Kind.REFUSED),
        /** A runner that no guest is known to have. */
        RUNNER_UNKNOWN(Kind.REFUSED),
        /** What the runner runs is absent. */
        NOTHING_TO_RUN(Kind.REFUSED),
        /** A file system that guests do not make. */
        STORAGE_FS_UNKNOWN(Kind.REFUSED),
        /** A requirement that no machine fulfils, or that guests cannot read. */
        REQUIREMENT_UNFULFILLABLE(Kind.REFUSED),
        /** A member that guests do not know. */
        UNKNOWN_FIELD(Kind.IGNORED),
        /** A member that guests had once. */
        REMOVED_FIELD(Kind.IGNORED),
        /** Something for another runner. */
        OTHER_RUNNER(Kind.IGNORED),
        /** A member that another one overrides, or that does nothing without another one. */
        WITHOUT_EFFECT(Kind.IGNORED),
        /** A member that is read under its former name, or in its former place. */
        DEPRECATED(Kind.AMBIGUOUS),
        /** The default, written out. */
        DEFAULT_WRITTEN(Kind.AMBIGUOUS),
        /** Absent, where tools write one value and guests take another. */
        DEFAULT_UNCLEAR(Kind.AMBIGUOUS),
        /** Something that is not a text where scripts expect one. */
        NOT_TEXT(Kind.RISKY),
        /** A name that is empty, or that does not show as it is. */
        NAME(Kind.RISKY),
        /** Logs that anybody reads, of an app that is given secrets. */
        PUBLIC_LOGS(Kind.RISKY),
        /** A check that the host can talk the guest out of. */
        WEAK_CHECK(Kind.RISKY);

        private final Kind kind;

        Code(Kind kind) {
            this.kind = kind;
        }

        public Kind kind() {
            return kind;
        }
    }

    /** Whether a guest does not start the app because of it. */
    public boolean isRefusal() {
        return code.kind() == Kind.REFUSED;
    }
}

package dev.teeproof.sources;

/** One thing that a vendor can be asked for. A value: two that are equal ask for the same, and so have the same {@link #line}. */
public sealed interface EndorsementItem permits IntelItem, AmdItem {

    /** For people. */
    String inWords();

    /** The item as one line of text, the same for the same item: what a store files it under. */
    String line();
}

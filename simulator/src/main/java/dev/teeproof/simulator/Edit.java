package dev.teeproof.simulator;

import java.util.List;

/** One piece of a text replaced, where it first stands. */
record Edit(String piece, String replacement) {

    /** The text with this edit; a piece that is not there is the caller's mistake. */
    String in(String text) {
        int at = text.indexOf(piece);
        if (at < 0) {
            throw new IllegalArgumentException("there is no " + piece + " in " + text);
        }
        return text.substring(0, at) + replacement + text.substring(at + piece.length());
    }

    static String all(String text, List<Edit> edits) {
        String edited = text;
        for (Edit edit : edits) {
            edited = edit.in(edited);
        }
        return edited;
    }

    /** For another version of the text, in which not every piece need stand. */
    static String where(String text, List<Edit> edits) {
        String edited = text;
        for (Edit edit : edits) {
            edited = edited.contains(edit.piece) ? edit.in(edited) : edited;
        }
        return edited;
    }
}

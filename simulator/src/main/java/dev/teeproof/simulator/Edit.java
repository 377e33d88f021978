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

    /** The text with those edits whose pieces stand in it: an edit was made of one version of it and holds for all. */
    static String all(String text, List<Edit> edits) {
        String edited = text;
        for (Edit edit : edits) {
            edited = edited.contains(edit.piece) ? edit.in(edited) : edited;
        }
        return edited;
    }
}

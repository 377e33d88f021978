package dev.teeproof.verifier.render;

/** Whether a page may be coloured. */
public enum Ink {
    /** Characters alone. */
    PLAIN,
    /** ANSI escapes for colour and weight. */
    ANSI;

    public String bold(String text) {
        return paint("1", text);
    }

    public String good(String text) {
        return paint("32", text);
    }

    public String warn(String text) {
        return paint("33", text);
    }

    public String bad(String text) {
        return paint("31;1", text);
    }

    public String dim(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}

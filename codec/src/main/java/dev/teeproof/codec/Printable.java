package dev.teeproof.codec;

/** Text from outside, made fit to be shown: it must not steer a terminal or turn the reading direction. */
public final class Printable {

    private Printable() {}

    /** The text with a replacement character for each control, format and line separator character. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().map(Printable::of).forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static int of(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> 0xfffd;
            default -> c;
        };
    }
}

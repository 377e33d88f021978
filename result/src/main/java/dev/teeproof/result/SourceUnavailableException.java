package dev.teeproof.result;

/** An endorsement or a reference value that could not be had. It says nothing about the evidence. */
public final class SourceUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String source;
    private final String lastAnswer;

    /**
     * @param source what was asked, as a person would name it
     * @param lastAnswer what came back, in words
     */
    public SourceUnavailableException(String source, String lastAnswer) {
        super(source + ": " + lastAnswer);
        this.source = source;
        this.lastAnswer = lastAnswer;
    }

    public String source() {
        return source;
    }

    public String lastAnswer() {
        return lastAnswer;
    }
}

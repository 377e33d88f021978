package dev.teeproof.attester.rpc;

/** A call that could not be answered; its words are what the caller is told. */
public final class RpcException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String words;

    public RpcException(String words) {
        super(words);
        this.words = words;
    }

    /** What is wrong, in words. */
    public String words() {
        return words;
    }
}

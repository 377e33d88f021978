package dev.teeproof.result;

/**
 * The stable code of a check. Each room lists its own as an enum, in the order in which they run. A code names the fault
 * that its check looks for; a check that passed says that the fault is not there.
 */
public interface CheckCode {

    /** The code as programs see it; it does not change between releases. */
    String name();
}

package dev.teeproof.simulator;

/** The two authorities that issue PCK certificates; only the platform CA knows platforms of several packages. */
public enum PckCa {
    PROCESSOR("Simulated SGX PCK Processor CA"),
    PLATFORM("Simulated SGX PCK Platform CA");

    private final String subject;

    PckCa(String subject) {
        this.subject = subject;
    }

    /** Common name. */
    public String subject() {
        return subject;
    }
}

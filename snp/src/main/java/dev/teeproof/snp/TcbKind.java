package dev.teeproof.snp;

/** The four TCB versions of a report. */
public enum TcbKind {
    /** Of the firmware that runs. */
    CURRENT("current", SnpPolicyCheck.CURRENT_TCB_TOO_OLD, ""),
    /** What the host lets the platform admit to, and what the signing key is derived from. */
    REPORTED(
            "reported",
            SnpPolicyCheck.REPORTED_TCB_TOO_OLD,
            "the host's administrator raises it (SNP_CONFIG or SNP_COMMIT), and the key has a new certificate then"),
    /** Below which the host cannot go back. */
    COMMITTED(
            "committed",
            SnpPolicyCheck.COMMITTED_TCB_TOO_OLD,
            "the host's administrator commits the firmware (SNP_COMMIT)"),
    /** Of the firmware that launched the guest. */
    LAUNCH("launch", SnpPolicyCheck.LAUNCH_TCB_TOO_OLD, "the guest must be launched anew");

    private final String text;
    private final SnpPolicyCheck check;
    private final String remedy;

    TcbKind(String text, SnpPolicyCheck check, String remedy) {
        this.text = text;
        this.check = check;
        this.remedy = remedy;
    }

    /** The name in options, files and sentences. */
    public String text() {
        return text;
    }

    /** The check that compares it with a least one. */
    public SnpPolicyCheck check() {
        return check;
    }

    /** What brings it up to the current one, in words. */
    String remedy() {
        return remedy;
    }
}

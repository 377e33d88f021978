package dev.teeproof.attester.tee;

/** The kinds of trusted execution environment that evidence can be made in. */
public enum TeeKind {
    TDX("Intel TDX", "dstack-tdx"),
    SNP("AMD SEV-SNP", "dstack-amd-sev-snp");

    private final String words;
    private final String variant;

    TeeKind(String words, String variant) {
        this.words = words;
        this.variant = variant;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** The name of dstack's variant. */
    public String variant() {
        return variant;
    }
}

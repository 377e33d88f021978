package dev.teeproof.snp;

/** The kinds of key that sign reports. */
public enum SigningKey {
    /** Of one chip at one TCB: Versioned Chip Endorsement Key. */
    VCEK("SEV-VCEK", "SEV-", "vcek"),
    /** Of one cloud provider's chips at one TCB: Versioned Loaded Endorsement Key. */
    VLEK("SEV-VLEK", "SEV-VLEK-", "vlek");

    private final String commonName;
    private final String issuerPrefix;
    private final String text;

    SigningKey(String commonName, String issuerPrefix, String text) {
        this.commonName = commonName;
        this.issuerPrefix = issuerPrefix;
        this.text = text;
    }

    /** The subject's common name in certificates of such a key. */
    public String commonName() {
        return commonName;
    }

    /** The common name of who issues such certificates for a product line: the ASK or the ASVK. */
    public String issuerName(SnpProduct product) {
        return issuerPrefix + product.text();
    }

    /** The first part of addresses at AMD's key distribution service. */
    public String text() {
        return text;
    }
}

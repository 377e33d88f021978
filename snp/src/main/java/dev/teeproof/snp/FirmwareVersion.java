package dev.teeproof.snp;

/** The version of the SNP firmware, each number 0 to 255, such as {@code 1.55.29}. */
public record FirmwareVersion(int major, int minor, int build) implements Comparable<FirmwareVersion> {

    @Override
    public int compareTo(FirmwareVersion other) {
        return Integer.compare(number(), other.number());
    }

    private int number() {
        return major << 16 | minor << 8 | build;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + build;
    }
}

package dev.teeproof.dcap;

import java.util.Optional;

/**
 * Rules of other verifiers that can be chosen by name in the place of Intel's, to compare verdicts with theirs.
 */
public enum CompatibilityRule {
    /** The merged status is the worst of platform, module and quoting enclave; there is no relaunch status. */
    MERGE_MAX_SEVERITY("merge-max-severity"),
    /** All 16 TDX components count, those of a module that has an identity of its own included. */
    TDX_SVN_ALL16("tdx-svn-all16");

    private final String text;

    CompatibilityRule(String text) {
        this.text = text;
    }

    /** The name that chooses it. */
    public String text() {
        return text;
    }

    /** The rule of this name. */
    public static Optional<CompatibilityRule> of(String text) {
        for (CompatibilityRule rule : values()) {
            if (rule.text.equals(text)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }
}

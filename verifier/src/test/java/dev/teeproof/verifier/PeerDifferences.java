package dev.teeproof.verifier;

import java.util.Map;
import java.util.TreeMap;

final class PeerDifferences {
    static final Map<String, String> JAVASCRIPT = new TreeMap<>();
    static final Map<String, String> RUST = new TreeMap<>();
    private PeerDifferences() {}
}

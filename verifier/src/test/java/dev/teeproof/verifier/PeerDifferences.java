package dev.teeproof.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Where a peer's verdict is known to be another, read from a list: a line that begins with a number sign is the reason
 * for the lines below it, and each of those has the peer's verdict and the name of a case.
 */
record PeerDifferences(Map<String, String> verdicts, List<String> reasons) {

    static PeerDifferences of(String list) throws IOException {
        Map<String, String> verdicts = new TreeMap<>();
        List<String> reasons = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(PeerDifferences.class.getResourceAsStream("/peers/" + list))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().skip(1).toList()) {
                if (line.startsWith("# ")) {
                    reasons.add(line.substring(2));
                } else if (!line.isBlank()) {
                    if (reasons.isEmpty()) {
                        throw new IllegalStateException("a difference without a reason: " + line);
                    }
                    String[] fields = line.split(" +", 2);
                    verdicts.put(fields[1], fields[0]);
                }
            }
        }
        return new PeerDifferences(verdicts, reasons);
    }
}

package dev.teeproof.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a peer's verdict is known to be another, read from a list: a line that begins with a number sign is the reason
 * for the lines below it, and each of those has the peer's verdict and the name of a case. A name stands for the cases of
 * that name of all kinds of quote, unless what its kind begins with stands before it: {@code TDX: a provisioning agent}.
 */
record PeerDifferences(Map<String, String> verdicts, List<String> reasons) {

    private static final Pattern KIND = Pattern.compile("((?:SGX|TDX|MILAN|GENOA|TURIN)[A-Z0-9_]*): (.*)");

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
                    if (verdicts.put(fields[1], fields[0]) != null) {
                        throw new IllegalStateException("a difference that stands twice: " + line);
                    }
                }
            }
        }
        return new PeerDifferences(verdicts, reasons);
    }

    /** The verdicts by the whole names of cases, each kind and name. */
    Map<String, String> verdictsOf(Collection<String> cases) {
        Map<String, String> whole = new TreeMap<>();
        Set<String> used = new HashSet<>();
        for (String each : cases) {
            verdicts.forEach((name, verdict) -> {
                if (isOf(name, each)) {
                    used.add(name);
                    whole.put(each, verdict);
                }
            });
        }
        if (!used.equals(verdicts.keySet())) {
            Set<String> idle = new HashSet<>(verdicts.keySet());
            idle.removeAll(used);
            throw new IllegalStateException("differences of no case: " + idle);
        }
        return whole;
    }

    private static boolean isOf(String listed, String whole) {
        int colon = whole.indexOf(": ");
        String kind = whole.substring(0, colon);
        String name = whole.substring(colon + 2);
        Matcher matcher = KIND.matcher(listed);
        return matcher.matches()
                ? kind.startsWith(matcher.group(1)) && name.equals(matcher.group(2))
                : name.equals(listed);
    }
}

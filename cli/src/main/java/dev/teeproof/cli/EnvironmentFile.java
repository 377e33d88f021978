package dev.teeproof.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names in a file of lines {@code KEY=VALUE}; blank lines and those that begin with {@code #} do not count. Values are not
 * kept: they are secrets.
 *
 * @param names each once, in the order of the file
 * @param others the numbers of the lines that are none of these, from 1
 */
record EnvironmentFile(List<String> names, List<Integer> others) {

    static EnvironmentFile read(String text) {
        Set<String> names = new LinkedHashSet<>();
        List<Integer> others = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            int equals = line.indexOf('=');
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (equals > 0) {
                names.add(line.substring(0, equals).strip());
            } else {
                others.add(i + 1);
            }
        }
        return new EnvironmentFile(List.copyOf(names), List.copyOf(others));
    }
}

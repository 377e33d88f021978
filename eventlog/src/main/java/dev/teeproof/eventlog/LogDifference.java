package dev.teeproof.eventlog;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where two logs part, register by register: an order between registers says nothing. What is extended is compared, whatever the
 * formats; then what events of the same digest say.
 */
public final class LogDifference {

    private LogDifference() {}

    /**
     * Where the logs part in one register.
     *
     * @param event how many events of the register both logs have alike before
     * @param first the position in the first log of the event that differs, from 0; -1 if that log has no more
     * @param second the same of the second log
     */
    public record Parting(RegisterIndex register, long event, long first, long second, String words) {}

    /** The partings, by register; empty if both logs extend the same. */
    public static List<Parting> between(EventLog first, EventLog second) {
        Map<RegisterIndex, List<Integer>> ones = byRegister(first);
        Map<RegisterIndex, List<Integer>> others = byRegister(second);
        Set<RegisterIndex> registers = new TreeSet<>(ones.keySet());
        registers.addAll(others.keySet());
        List<Parting> partings = new ArrayList<>();
        for (RegisterIndex register : registers) {
            parting(
                            register,
                            first,
                            ones.getOrDefault(register, List.of()),
                            second,
                            others.getOrDefault(register, List.of()))
                    .ifPresent(partings::add);
        }
        return List.copyOf(partings);
    }

    private static Map<RegisterIndex, List<Integer>> byRegister(EventLog log) {
        Map<RegisterIndex, List<Integer>> positions = new LinkedHashMap<>();
        for (int i = 0; i < log.records().size(); i++) {
            LogRecord record = log.records().get(i);
            if (Extension.isExtended(record.content())) {
                positions
                        .computeIfAbsent(record.register().canonical(), register -> new ArrayList<>())
                        .add(i);
            }
        }
        return positions;
    }

    private static Optional<Parting> parting(
            RegisterIndex register, EventLog first, List<Integer> ones, EventLog second, List<Integer> others) {
        int both = Math.min(ones.size(), others.size());
        for (int i = 0; i < both; i++) {
            LogRecord one = first.records().get(ones.get(i));
            LogRecord other = second.records().get(others.get(i));
            Optional<String> difference = difference(one, other);
            if (difference.isPresent()) {
                return Optional.of(new Parting(register, i, ones.get(i), others.get(i), difference.get()));
            }
        }
        if (ones.size() == others.size()) {
            return Optional.empty();
        }
        boolean firstIsLonger = ones.size() > both;
        return Optional.of(new Parting(
                register,
                both,
                firstIsLonger ? ones.get(both) : -1,
                firstIsLonger ? -1 : others.get(both),
                "the " + (firstIsLonger ? "second" : "first") + " log ends; the other goes on with "
                        + EventNames.of(
                                firstIsLonger
                                        ? first.records().get(ones.get(both))
                                        : second.records().get(others.get(both)))));
    }

    private static Optional<String> difference(LogRecord one, LogRecord other) {
        Extension extension = new Extension();
        Set<HashAlgorithm> banks = new HashSet<>(RecordCarrier.algorithms(one));
        if (banks.isEmpty()) {
            banks.add(HashAlgorithm.SHA384);
        }
        boolean compared = false;
        for (HashAlgorithm bank : new TreeSet<>(banks)) {
            Optional<Bytes> mine = extension.digest(one, bank);
            Optional<Bytes> its = extension.digest(other, bank);
            if (mine.isPresent() && its.isPresent()) {
                compared = true;
                if (!mine.equals(its)) {
                    return Optional.of(bank + " " + mine.get() + " (" + EventNames.of(one) + ") against " + its.get()
                            + " (" + EventNames.of(other) + ")");
                }
            }
        }
        if (!compared) {
            return Optional.of("the events have no digest of the same algorithm");
        }
        Set<HashAlgorithm> others = new HashSet<>(RecordCarrier.algorithms(other));
        if (!others.isEmpty() && !one.digests().isEmpty() && !others.equals(banks)) {
            return Optional.of(
                    "digests of other algorithms: " + new TreeSet<>(banks) + " against " + new TreeSet<>(others));
        }
        boolean sameKind = one.content().getClass() == other.content().getClass();
        return sameKind && !one.content().equals(other.content())
                ? Optional.of("the same digest, but other content: at least one of the two says what was not measured")
                : Optional.empty();
    }
}

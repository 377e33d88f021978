package dev.teeproof.eventlog;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.RegisterBank.Value;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares what the registers hold by a log with what somebody else says they hold, such as a quote. It is worth as much as that
 * somebody: the registers of a verified quote are the hardware's word.
 */
public final class RegisterComparison {

    private RegisterComparison() {}

    /** How a register compares. */
    public enum Status {
        /** The log replays to the value. */
        MATCH,
        /** The log replays to the value from the one that its INIT states: what led there is not in this log. */
        MATCH_FROM_INIT,
        /** The log replays to another value. */
        MISMATCH,
        /** No event of the log is of this register, and it holds what it began with. */
        UNLOGGED_INITIAL,
        /** No event of the log is of this register, but something was extended into it. */
        UNLOGGED_EXTENDED,
        /** The log has events of a register for which there is nothing to compare with. */
        NO_REFERENCE,
        /** What the register holds by the log cannot be computed. It says nothing against the log, and nothing for it. */
        NOT_COMPUTABLE
    }

    /**
     * One register in one bank.
     *
     * @param expected the value that it is compared with; empty for {@link Status#NO_REFERENCE}
     * @param replayed what it holds by the log; empty for {@link Status#NOT_COMPUTABLE}
     * @param words what there is to say besides, such as which event is to blame; empty if nothing
     */
    public record Result(
            RegisterIndex register,
            HashAlgorithm algorithm,
            Status status,
            Optional<Bytes> expected,
            Optional<Bytes> replayed,
            String words) {

        /** Whether the register holds what the log says. */
        public boolean isRight() {
            return status == Status.MATCH || status == Status.UNLOGGED_INITIAL;
        }
    }

    /**
     * Compares every register that the log or the reference knows.
     *
     * @param algorithm the bank that the reference is of
     * @param reference by register, under any of its names
     */
    public static List<Result> compare(
            EventLog log, HashAlgorithm algorithm, Map<? extends RegisterIndex, Bytes> reference) {
        RegisterBank replayed = log.replay();
        SortedMap<RegisterIndex, Bytes> expected = new TreeMap<>();
        reference.forEach((register, value) -> expected.put(register.canonical(), value));
        List<Result> results = new ArrayList<>();
        expected.forEach((register, value) -> results.add(compare(log, replayed, register, algorithm, value)));
        replayed.registers().keySet().stream()
                .filter(register -> !expected.containsKey(register))
                .forEach(register -> results.add(new Result(
                        register,
                        algorithm,
                        Status.NO_REFERENCE,
                        Optional.empty(),
                        replayed.value(register, algorithm),
                        "there is no value to compare with")));
        return List.copyOf(results);
    }

    private static Result compare(
            EventLog log, RegisterBank bank, RegisterIndex register, HashAlgorithm algorithm, Bytes expected) {
        RegisterBank.Register held = bank.registers().get(register);
        if (held == null) {
            Bytes initial = InitialValues.POWER_ON
                    .of(register, algorithm.digest().orElseThrow())
                    .orElseThrow();
            return initial.equals(expected)
                    ? new Result(
                            register,
                            algorithm,
                            Status.UNLOGGED_INITIAL,
                            Optional.of(expected),
                            Optional.of(initial),
                            "")
                    : new Result(
                            register,
                            algorithm,
                            Status.UNLOGGED_EXTENDED,
                            Optional.of(expected),
                            Optional.of(initial),
                            "something was extended into the register that this log does not tell of");
        }
        return switch (held.values().get(algorithm)) {
            case Value.Computed computed
            when computed.value().equals(expected) && !isOfPowerOn(register, algorithm, computed.initial()) ->
                new Result(
                        register,
                        algorithm,
                        Status.MATCH_FROM_INIT,
                        Optional.of(expected),
                        Optional.of(expected),
                        "from the value " + computed.initial()
                                + " that INIT states; what led there is not in this log");
            case Value.Computed computed
            when computed.value().equals(expected) ->
                new Result(register, algorithm, Status.MATCH, Optional.of(expected), Optional.of(expected), "");
            case Value.Computed computed ->
                new Result(
                        register,
                        algorithm,
                        Status.MISMATCH,
                        Optional.of(expected),
                        Optional.of(computed.value()),
                        MismatchSearch.explain(log, register, algorithm, computed.initial(), expected));
            case Value.Unknown unknown ->
                new Result(
                        register,
                        algorithm,
                        Status.NOT_COMPUTABLE,
                        Optional.of(expected),
                        Optional.empty(),
                        unknown.words());
            case null ->
                new Result(
                        register,
                        algorithm,
                        Status.NOT_COMPUTABLE,
                        Optional.of(expected),
                        Optional.empty(),
                        "the log has no digests for the bank " + algorithm);
        };
    }

    /** PCR 0 may begin with the locality at which the machine was started, in its last byte. */
    private static boolean isOfPowerOn(RegisterIndex register, HashAlgorithm algorithm, Bytes initial) {
        boolean pcr0 = register.equals(new RegisterIndex.Pcr(0));
        return InitialValues.POWER_ON
                        .of(register, algorithm.digest().orElseThrow())
                        .equals(Optional.of(initial))
                || pcr0 && initial.slice(0, initial.size() - 1).isZero();
    }
}

package dev.teeproof.dcap;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How current a platform has to be. The default accepts the status UpToDate and nothing else; Revoked is never accepted.
 *
 * @param acceptedStatuses TCB statuses, of the merged status
 * @param greatestAges for an accepted status, how long ago the date of the level may lie that has it; none for any age
 * @param deniedAdvisories advisories that none of the levels may have
 * @param allowedAdvisories if given, the only advisories that levels may have
 * @param leastEvaluationDataNumber of TCB info and QE identity
 * @param leastTcbDate of the platform's level
 */
public record TcbPolicy(
        Set<TcbStatus> acceptedStatuses,
        Map<TcbStatus, Duration> greatestAges,
        Set<String> deniedAdvisories,
        Optional<Set<String>> allowedAdvisories,
        Optional<Integer> leastEvaluationDataNumber,
        Optional<Instant> leastTcbDate) {

    public static final TcbPolicy STRICT = new TcbPolicy(
            Set.of(TcbStatus.UP_TO_DATE), Map.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty());

    /** A hundred years: what is older than that is accepted at any age. */
    public static final Duration MAX_AGE = Duration.ofDays(36_500);

    private static final Pattern ADVISORY = Pattern.compile("INTEL-[A-Z]+-\\d{5}", Pattern.CASE_INSENSITIVE);

    /** Whether it has the form in which Intel names advisories. */
    public static boolean isAdvisory(String text) {
        return ADVISORY.matcher(text).matches();
    }

    /** @throws IllegalArgumentException if Revoked is accepted, or an age is negative or above {@link #MAX_AGE} */
    public TcbPolicy {
        for (Duration age : greatestAges.values()) {
            if (age.isNegative() || age.compareTo(MAX_AGE) > 0) {
                throw new IllegalArgumentException("an age is between nothing and " + MAX_AGE.toDays() + " days");
            }
        }
        if (acceptedStatuses.contains(TcbStatus.REVOKED)) {
            throw new IllegalArgumentException("Revoked is never accepted");
        }
        acceptedStatuses = Set.copyOf(acceptedStatuses);
        greatestAges = Map.copyOf(greatestAges);
        deniedAdvisories = named(deniedAdvisories);
        allowedAdvisories = allowedAdvisories.map(TcbPolicy::named);
    }

    /** In the case that Intel writes. */
    static String named(String advisory) {
        return advisory.strip().toUpperCase(Locale.ROOT);
    }

    private static Set<String> named(Set<String> advisories) {
        return advisories.stream().map(TcbPolicy::named).collect(Collectors.toUnmodifiableSet());
    }

    /** With one more status accepted. */
    public TcbPolicy accepting(TcbStatus status) {
        EnumSet<TcbStatus> more = EnumSet.noneOf(TcbStatus.class);
        more.addAll(acceptedStatuses);
        more.add(status);
        return new TcbPolicy(
                more, greatestAges, deniedAdvisories, allowedAdvisories, leastEvaluationDataNumber, leastTcbDate);
    }

    /** With one more status accepted, where the level that has it is at most so old. */
    public TcbPolicy accepting(TcbStatus status, Duration greatestAge) {
        Map<TcbStatus, Duration> ages = new EnumMap<>(TcbStatus.class);
        ages.putAll(greatestAges);
        ages.put(status, greatestAge);
        return new TcbPolicy(
                accepting(status).acceptedStatuses,
                ages,
                deniedAdvisories,
                allowedAdvisories,
                leastEvaluationDataNumber,
                leastTcbDate);
    }

    /** With one more advisory denied. */
    public TcbPolicy denying(String advisory) {
        Set<String> denied = new TreeSet<>(deniedAdvisories);
        denied.add(advisory);
        return new TcbPolicy(
                acceptedStatuses, greatestAges, denied, allowedAdvisories, leastEvaluationDataNumber, leastTcbDate);
    }

    /** With no advisories allowed but these. */
    public TcbPolicy allowingOnly(Set<String> advisories) {
        return new TcbPolicy(
                acceptedStatuses,
                greatestAges,
                deniedAdvisories,
                Optional.of(advisories),
                leastEvaluationDataNumber,
                leastTcbDate);
    }

    public TcbPolicy leastEvaluationDataNumber(int least) {
        return new TcbPolicy(
                acceptedStatuses, greatestAges, deniedAdvisories, allowedAdvisories, Optional.of(least), leastTcbDate);
    }

    public TcbPolicy leastTcbDate(Instant least) {
        return new TcbPolicy(
                acceptedStatuses,
                greatestAges,
                deniedAdvisories,
                allowedAdvisories,
                leastEvaluationDataNumber,
                Optional.of(least));
    }
}

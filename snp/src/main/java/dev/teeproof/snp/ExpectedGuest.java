package dev.teeproof.snp;

import dev.teeproof.codec.Bytes;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a relying party demands of fields of the report: which guest it is of. Nothing by default, since nobody can guess.
 *
 * @param values for a field, the values of which it must have one
 */
public record ExpectedGuest(Map<Field, Set<Bytes>> values) {

    /** Nothing is demanded. */
    public static final ExpectedGuest ANY = new ExpectedGuest(Map.of());

    /** A field of a report that a value can be demanded of. */
    @SuppressWarnings("ImmutableEnumChecker") // the functions capture nothing
    public enum Field {
        MEASUREMENT("measurement", 48, SnpPolicyCheck.EXPECTED_MEASUREMENT, SnpReport::measurement),
        HOST_DATA("host-data", 32, SnpPolicyCheck.EXPECTED_HOST_DATA, SnpReport::hostData),
        FAMILY_ID("family-id", 16, SnpPolicyCheck.EXPECTED_FAMILY_ID, SnpReport::familyId),
        IMAGE_ID("image-id", 16, SnpPolicyCheck.EXPECTED_IMAGE_ID, SnpReport::imageId),
        REPORT_ID("report-id", 32, SnpPolicyCheck.EXPECTED_REPORT_ID, SnpReport::reportId),
        REPORT_ID_MA("report-id-ma", 32, SnpPolicyCheck.EXPECTED_REPORT_ID_MA, SnpReport::reportIdMa),
        CHIP_ID("chip-id", 64, SnpPolicyCheck.EXPECTED_CHIP_ID, SnpReport::chipId),
        /** A shorter value stands for itself and zeros behind. */
        REPORT_DATA("report-data", 64, SnpPolicyCheck.EXPECTED_REPORT_DATA, SnpReport::reportData);

        private final String text;
        private final int size;
        private final SnpPolicyCheck check;
        private final Function<SnpReport, Bytes> value;

        Field(String text, int size, SnpPolicyCheck check, Function<SnpReport, Bytes> value) {
            this.text = text;
            this.size = size;
            this.check = check;
            this.value = value;
        }

        /** The name in options and files. */
        public String text() {
            return text;
        }

        /** Bytes. */
        public int size() {
            return size;
        }

        /** The check that compares it. */
        public SnpPolicyCheck check() {
            return check;
        }

        Bytes of(SnpReport report) {
            return value.apply(report);
        }
    }

    public ExpectedGuest {
        Map<Field, Set<Bytes>> copy = new EnumMap<>(Field.class);
        values.forEach((field, allowed) -> {
            for (Bytes value : allowed) {
                if (value.size() != field.size()) {
                    throw new IllegalArgumentException(
                            field.text() + " has " + field.size() + " bytes, not " + value.size());
                }
            }
            copy.put(field, Set.copyOf(allowed));
        });
        values = Collections.unmodifiableMap(copy);
    }

    /**
     * With one more value that a field may have.
     *
     * @throws IllegalArgumentException if the value has not the field's size; report data may be shorter
     */
    public ExpectedGuest with(Field field, Bytes value) {
        Bytes whole = field == Field.REPORT_DATA && value.size() < field.size()
                ? Bytes.concat(value, Bytes.zeros(field.size() - value.size()))
                : value;
        Map<Field, Set<Bytes>> more = new EnumMap<>(Field.class);
        more.putAll(values);
        Set<Bytes> allowed = new HashSet<>(more.getOrDefault(field, Set.of()));
        allowed.add(whole);
        more.put(field, allowed);
        return new ExpectedGuest(more);
    }

    /** Whether it names what runs: report data and the chip alone do not. */
    public boolean namesWorkload() {
        return values.containsKey(Field.MEASUREMENT);
    }
}

package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a relying party demands of the report: which workload it is of. Nothing by default, since nobody can guess.
 *
 * @param values for a field, the values of which it must have one
 * @param leastIsvSvn of an enclave
 */
public record ExpectedReport(Map<Field, Set<Bytes>> values, Optional<Integer> leastIsvSvn) {

    /** Nothing is demanded. */
    public static final ExpectedReport ANY = new ExpectedReport(Map.of(), Optional.empty());

    private static final Set<Field> WORKLOAD = EnumSet.of(
            Field.MRTD, Field.RTMR0, Field.RTMR1, Field.RTMR2, Field.RTMR3, Field.MR_ENCLAVE, Field.MR_SIGNER);

    /** A field of a report that a value can be demanded of. */
    public enum Field {
        MRTD("mrtd", 48, Tee.TDX, PolicyCheck.EXPECTED_MRTD),
        RTMR0("rtmr0", 48, Tee.TDX, PolicyCheck.EXPECTED_RTMR0),
        RTMR1("rtmr1", 48, Tee.TDX, PolicyCheck.EXPECTED_RTMR1),
        RTMR2("rtmr2", 48, Tee.TDX, PolicyCheck.EXPECTED_RTMR2),
        RTMR3("rtmr3", 48, Tee.TDX, PolicyCheck.EXPECTED_RTMR3),
        MR_CONFIG_ID("mr-config-id", 48, Tee.TDX, PolicyCheck.EXPECTED_MR_CONFIG_ID),
        MR_OWNER("mr-owner", 48, Tee.TDX, PolicyCheck.EXPECTED_MR_OWNER),
        MR_SEAM("mr-seam", 48, Tee.TDX, PolicyCheck.EXPECTED_MR_SEAM),
        MR_ENCLAVE("mr-enclave", 32, Tee.SGX, PolicyCheck.EXPECTED_MR_ENCLAVE),
        MR_SIGNER("mr-signer", 32, Tee.SGX, PolicyCheck.EXPECTED_MR_SIGNER),
        ISV_PROD_ID("isv-prod-id", 2, Tee.SGX, PolicyCheck.EXPECTED_ISV_PROD_ID),
        /** Of both kinds; a shorter value stands for itself and zeros behind. */
        REPORT_DATA("report-data", 64, null, PolicyCheck.EXPECTED_REPORT_DATA);

        private final String text;
        private final int size;
        private final @Nullable Tee tee;
        private final PolicyCheck check;

        Field(String text, int size, @Nullable Tee tee, PolicyCheck check) {
            this.text = text;
            this.size = size;
            this.tee = tee;
            this.check = check;
        }

        /** The name in options and files. */
        public String text() {
            return text;
        }

        /** Bytes. ISVPRODID is written as its two bytes, the higher first. */
        public int size() {
            return size;
        }

        /** The check that compares it. */
        public PolicyCheck check() {
            return check;
        }

        boolean isOf(Tee kind) {
            return tee == null || tee == kind;
        }

        Bytes of(QuoteBody body) {
            return switch (body) {
                case TdReport report ->
                    switch (this) {
                        case MRTD -> report.mrTd();
                        case RTMR0 -> report.rtmrs().get(0);
                        case RTMR1 -> report.rtmrs().get(1);
                        case RTMR2 -> report.rtmrs().get(2);
                        case RTMR3 -> report.rtmrs().get(3);
                        case MR_CONFIG_ID -> report.mrConfigId();
                        case MR_OWNER -> report.mrOwner();
                        case MR_SEAM -> report.mrSeam();
                        case REPORT_DATA -> report.reportData();
                        case MR_ENCLAVE, MR_SIGNER, ISV_PROD_ID -> Bytes.empty();
                    };
                case EnclaveReport report ->
                    switch (this) {
                        case MR_ENCLAVE -> report.mrEnclave();
                        case MR_SIGNER -> report.mrSigner();
                        case ISV_PROD_ID -> Bytes.of(report.isvProdId() >> 8, report.isvProdId() & 0xff);
                        case REPORT_DATA -> report.reportData();
                        case MRTD, RTMR0, RTMR1, RTMR2, RTMR3, MR_CONFIG_ID, MR_OWNER, MR_SEAM -> Bytes.empty();
                    };
            };
        }
    }

    public ExpectedReport {
        for (Map.Entry<Field, Set<Bytes>> entry : values.entrySet()) {
            for (Bytes value : entry.getValue()) {
                if (value.size() != entry.getKey().size()) {
                    throw new IllegalArgumentException(
                            entry.getKey().text() + " has " + entry.getKey().size() + " bytes, not " + value.size());
                }
            }
        }
        Map<Field, Set<Bytes>> copy = new EnumMap<>(Field.class);
        values.forEach((field, allowed) -> copy.put(field, Set.copyOf(allowed)));
        values = Collections.unmodifiableMap(copy);
    }

    /**
     * With one more value that a field may have.
     *
     * @throws IllegalArgumentException if the value has not the field's size; report data may be shorter
     */
    public ExpectedReport with(Field field, Bytes value) {
        Bytes whole = field == Field.REPORT_DATA && value.size() < field.size()
                ? Bytes.concat(value, Bytes.zeros(field.size() - value.size()))
                : value;
        Map<Field, Set<Bytes>> more = new EnumMap<>(Field.class);
        more.putAll(values);
        Set<Bytes> allowed = new HashSet<>(more.getOrDefault(field, Set.of()));
        allowed.add(whole);
        more.put(field, allowed);
        return new ExpectedReport(more, leastIsvSvn);
    }

    /** Whether it names what runs: report data, the TDX module or a product number alone do not. */
    public boolean namesWorkload() {
        return values.keySet().stream().anyMatch(WORKLOAD::contains);
    }

    public ExpectedReport withLeastIsvSvn(int least) {
        return new ExpectedReport(values, Optional.of(least));
    }
}

package dev.teeproof.eventlog;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.crypto.Hasher;
import dev.teeproof.eventlog.RegisterBank.Value;
import dev.teeproof.eventlog.model.Content.Dstack;
import dev.teeproof.eventlog.model.Content.NelrLine;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.nelr.NelrInit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One register while a log is replayed. */
final class RegisterReplay {

    /** {@code StartupLocality}, its NUL and a byte: at which locality the TPM was started. */
    private static final Bytes STARTUP_LOCALITY = Bytes.utf8("StartupLocality\0");

    private static final int HCRTM_LOCALITY = 4;

    private final RegisterIndex index;
    private final InitialValues initialValues;
    private final Optional<Set<HashAlgorithm>> wanted;
    /** Those whose value is known so far: as many as there are algorithms that can be computed. */
    private final List<Bank> banks = new ArrayList<>();

    private final SortedMap<HashAlgorithm, Value> unknown = new TreeMap<>();
    private long events;
    private int locality;

    RegisterReplay(RegisterIndex index, InitialValues initialValues, Optional<Set<HashAlgorithm>> wanted) {
        this.index = index;
        this.initialValues = initialValues;
        this.wanted = wanted;
    }

    /** The value in one bank: known as long as there is nothing in the way. */
    private static final class Bank {
        final HashAlgorithm algorithm;
        final Bytes initial;
        final byte[] value;
        final Hasher hasher;

        Bank(HashAlgorithm algorithm, Bytes initial, Hasher hasher) {
            this.algorithm = algorithm;
            this.initial = initial;
            this.value = initial.toArray();
            this.hasher = hasher;
        }
    }

    void add(LogRecord record, long position, Extension extension) {
        if (!Extension.isExtended(record.content())) {
            startup(record);
            return;
        }
        if (events == 0) {
            begin(record);
        }
        NelrLine init = record.content() instanceof NelrLine line && line.isInit() ? line : null;
        for (Iterator<Bank> left = banks.iterator(); left.hasNext(); ) {
            Bank bank = left.next();
            Optional<Value.Unknown> trouble = init == null ? Optional.empty() : disagreement(bank, init, position);
            if (trouble.isEmpty()) {
                trouble = extend(bank, record, position, extension);
            }
            if (trouble.isPresent()) {
                unknown.put(bank.algorithm, trouble.get());
                left.remove();
            }
        }
        addLateBanks(record, position);
        events++;
    }

    private void startup(LogRecord record) {
        boolean first = events == 0 && index instanceof Pcr pcr && pcr.number() == 0;
        if (first
                && record.content() instanceof PcClient event
                && event.data().size() == STARTUP_LOCALITY.size() + 1
                && event.data().slice(0, STARTUP_LOCALITY.size()).equals(STARTUP_LOCALITY)) {
            locality = event.data().at(STARTUP_LOCALITY.size());
        }
    }

    private void begin(LogRecord record) {
        boolean hcrtm = record.content() instanceof PcClient event && event.eventType() == EventType.EV_EFI_HCRTM_EVENT;
        if (hcrtm && locality == 0 && index instanceof Pcr pcr && pcr.number() == 0) {
            locality = HCRTM_LOCALITY;
        }
        for (HashAlgorithm algorithm : banksOf(record)) {
            begin(algorithm, record);
        }
    }

    private List<HashAlgorithm> banksOf(LogRecord record) {
        if (wanted.isPresent()) {
            return wanted.get().stream().sorted().toList();
        }
        boolean computed = record.content() instanceof Dstack event && event.isRuntime();
        return computed && record.digests().isEmpty()
                ? List.of(HashAlgorithm.SHA384)
                : record.digests().stream().map(EventDigest::algorithm).toList();
    }

    private void begin(HashAlgorithm algorithm, LogRecord record) {
        Optional<Digest> digest = algorithm.digest().filter(Digest::isAvailable);
        if (digest.isEmpty()) {
            unknown.put(algorithm, new Value.Unknown("ALGORITHM_UNAVAILABLE", 0, "nothing here computes " + algorithm));
        } else {
            banks.add(new Bank(
                    algorithm,
                    initial(algorithm, digest.get(), record),
                    digest.get().hasher()));
        }
    }

    private Bytes initial(HashAlgorithm algorithm, Digest digest, LogRecord record) {
        if (record.content() instanceof NelrLine line && line.isInit()) {
            Optional<NelrInit> init = read(line);
            // A line that the digest does not cover says nothing about what was measured.
            boolean measured = record.digest(algorithm).equals(Optional.of(digest.of(line.line())));
            if (measured && init.isPresent() && init.get().algorithm().equals(algorithm)) {
                return init.get().value();
            }
        }
        Bytes usual = initialValues
                .of(index, digest)
                .or(() -> InitialValues.POWER_ON.of(index, digest))
                .orElseThrow();
        return locality == 0 ? usual : Bytes.concat(usual.slice(0, usual.size() - 1), Bytes.of(locality));
    }

    private static Optional<NelrInit> read(NelrLine line) {
        try {
            return Optional.of(NelrInit.read(line.line()));
        } catch (MalformedEvidenceException e) {
            return Optional.empty();
        }
    }

    /** An INIT says what the register holds at that moment; events before it in a merged log must have led there. */
    private static Optional<Value.Unknown> disagreement(Bank bank, NelrLine line, long position) {
        Optional<NelrInit> init = read(line).filter(read -> read.algorithm().equals(bank.algorithm));
        Bytes held = Bytes.copyOf(bank.value);
        return init.isEmpty() || held.equals(init.get().value())
                ? Optional.empty()
                : Optional.of(new Value.Unknown(
                        "INIT_DISAGREES",
                        position,
                        "INIT says that the register holds " + init.get().value() + ", but the log so far replays to "
                                + held));
    }

    private static Optional<Value.Unknown> extend(Bank bank, LogRecord record, long position, Extension extension) {
        Optional<Bytes> digest = extension.digest(record, bank.algorithm);
        if (digest.isEmpty()) {
            return Optional.of(new Value.Unknown(
                    "DIGEST_MISSING",
                    position,
                    "record " + position + " has no digest for the bank " + bank.algorithm));
        }
        bank.hasher.extend(bank.value, digest.get());
        return Optional.empty();
    }

    /** A bank that earlier records of the register have no digest for. */
    private void addLateBanks(LogRecord record, long position) {
        if (events == 0 || wanted.isPresent()) {
            return;
        }
        for (EventDigest digest : record.digests()) {
            if (!has(digest.algorithm())) {
                unknown.put(
                        digest.algorithm(),
                        new Value.Unknown(
                                "DIGEST_MISSING",
                                position,
                                "records before " + position + " have no digest for the bank " + digest.algorithm()));
            }
        }
    }

    private boolean has(HashAlgorithm algorithm) {
        for (Bank bank : banks) {
            if (bank.algorithm.equals(algorithm)) {
                return true;
            }
        }
        return unknown.containsKey(algorithm);
    }

    /** Empty for a register that nothing was extended into. */
    Optional<RegisterBank.Register> state() {
        if (events == 0) {
            return Optional.empty();
        }
        SortedMap<HashAlgorithm, Value> values = new TreeMap<>(unknown);
        for (Bank bank : banks) {
            values.put(bank.algorithm, new Value.Computed(bank.initial, Bytes.copyOf(bank.value)));
        }
        return Optional.of(new RegisterBank.Register(events, values));
    }
}

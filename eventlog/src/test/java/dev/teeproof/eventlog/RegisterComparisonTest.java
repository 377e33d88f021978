package dev.teeproof.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.eventlog.RegisterComparison.Result;
import dev.teeproof.eventlog.RegisterComparison.Status;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A log against registers: which part, and which event is to blame. */
class RegisterComparisonTest {

    private static EventLog log() throws Exception {
        return EventLog.read(Bytes.copyOf(Conformance.bytes("eventlog/dstack-ccel.bin")));
    }

    private static Map<RegisterIndex, Bytes> registers() throws Exception {
        Map<RegisterIndex, Bytes> registers = new HashMap<>();
        for (int i = 0; i < 4; i++) {
            registers.put(
                    new Rtmr(i),
                    log().replay().value(new Rtmr(i), HashAlgorithm.SHA384).orElse(Bytes.zeros(48)));
        }
        return registers;
    }

    private static List<Result> compare(EventLog log, Map<RegisterIndex, Bytes> registers) {
        return RegisterComparison.compare(log, HashAlgorithm.SHA384, registers);
    }

    /** How RTMR0 compares after the log was changed. */
    private static Result changed(Consumer<List<LogRecord>> change) throws Exception {
        List<LogRecord> records = new ArrayList<>(log().records());
        change.accept(records);
        return compare(EventLog.of(LogFormat.TCG2, records), registers()).get(0);
    }

    /** A record of RTMR0 with data that its digest covers, and its position. */
    private static final int VARIABLE = 2;

    @Test
    void theLogAndItsRegistersMatch() throws Exception {
        assertThat(compare(log(), registers()))
                .extracting(Result::status)
                .containsExactly(Status.MATCH, Status.MATCH, Status.UNLOGGED_INITIAL, Status.UNLOGGED_INITIAL);
        assertThat(compare(log(), registers())).allMatch(Result::isRight);
    }

    @Test
    void aRegisterThatSomethingElseExtendedIsNamed() throws Exception {
        Map<RegisterIndex, Bytes> registers = registers();
        registers.put(new Rtmr(3), Bytes.ofRepeated(1, 48));

        Result result = compare(log(), registers).get(3);

        assertThat(result.status()).isEqualTo(Status.UNLOGGED_EXTENDED);
        assertThat(result.isRight()).isFalse();
    }

    @Test
    void aRegisterWithoutReferenceIsNotRight() throws Exception {
        Map<RegisterIndex, Bytes> registers = registers();
        registers.remove(new Rtmr(1));

        assertThat(compare(log(), registers))
                .filteredOn(result -> result.status() == Status.NO_REFERENCE)
                .singleElement()
                .satisfies(result -> assertThat(result.register()).isEqualTo(new Rtmr(1).toCcMr()))
                .satisfies(result -> assertThat(result.isRight()).isFalse());
    }

    @Test
    void aBankThatTheLogHasNoDigestsForSaysNothing() throws Exception {
        List<Result> results =
                RegisterComparison.compare(log(), HashAlgorithm.SHA256, Map.of(new Rtmr(0), Bytes.zeros(32)));

        assertThat(results.get(0).status()).isEqualTo(Status.NOT_COMPUTABLE);
        assertThat(results).noneMatch(Result::isRight);
    }

    @Test
    void anEventThatWasNeverExtendedIsFound() throws Exception {
        Result result = changed(records -> records.add(4, records.get(3)));

        assertThat(result.status()).isEqualTo(Status.MISMATCH);
        assertThat(result.words()).startsWith("record 3 (").contains("was never extended");
    }

    @Test
    void exchangedEventsAreFound() throws Exception {
        Result result = changed(records -> Collections.swap(records, 3, 4));

        assertThat(result.words())
                .startsWith("record 3 (")
                .contains("record 4 (")
                .contains("exchanged");
    }

    @Test
    void aChangedDigestIsFoundByItsData() throws Exception {
        Result result = changed(records -> records.set(
                VARIABLE,
                new LogRecord(
                        VARIABLE,
                        records.get(VARIABLE).register(),
                        List.of(new EventDigest(HashAlgorithm.SHA384, Bytes.ofRepeated(7, 48))),
                        records.get(VARIABLE).content())));

        assertThat(log().records().get(VARIABLE).content()).isInstanceOf(PcClient.class);
        assertThat(result.words()).startsWith("the digest of record 2 (EV_EFI_VARIABLE_DRIVER_CONFIG) was changed");
    }

    @Test
    void eventsBehindTheQuoteAreFound() throws Exception {
        Map<RegisterIndex, Bytes> earlier = registers();
        EventLog log = log();
        EventLog cut = EventLog.of(LogFormat.TCG2, log.records().subList(0, 8));
        earlier.put(
                new Rtmr(0),
                cut.replay().value(new Rtmr(0), HashAlgorithm.SHA384).orElseThrow());

        Result result = compare(log, earlier).get(0);

        assertThat(result.status()).isEqualTo(Status.MISMATCH);
        assertThat(result.words()).contains("from before record 8 (EV_PLATFORM_CONFIG_FLAGS)");
    }

    @Test
    void aMissingEventIsSaidToBeInexplicable() throws Exception {
        assertThat(changed(records -> records.remove(3)).words()).startsWith("no single event explains it");
    }
}

package dev.teeproof.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.Conversion.Converted;
import dev.teeproof.eventlog.Conversion.Loss;
import dev.teeproof.eventlog.Conversion.Refused;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.eventlog.dstack.log.DstackReader;
import dev.teeproof.eventlog.model.Content.Dstack;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConversionTest {

    private static EventLog real(String file) throws Exception {
        return EventLog.read(Bytes.copyOf(Conformance.bytes(file)));
    }

    private static EventLog dstack() throws Exception {
        JsonObject report = Json.readObject(Bytes.copyOf(Conformance.bytes("dstack/quote-report.json")), "report");
        return EventLog.read(Bytes.utf8(report.string("event_log")));
    }

    private static Converted convert(EventLog log, LogFormat target) {
        return (Converted) Conversion.of(log, target, ConversionOptions.DEFAULT);
    }

    static Stream<Arguments> carried() {
        return Stream.of(
                        "eventlog/dstack-ccel.bin",
                        "eventlog/gcp-tpm2.bin",
                        "eventlog/tpm/rhel8-uefi.bin",
                        "eventlog/trustee/CCEL_AAEL_alibabacloud")
                .flatMap(file -> Stream.of(LogFormat.CEL_JSON, LogFormat.CEL_CBOR, LogFormat.CEL_TLV)
                        .map(format -> arguments(file, format)));
    }

    @ParameterizedTest
    @MethodSource("carried")
    void aTcgLogIsCarriedByEveryFormOfCelAndBack(String file, LogFormat format) throws Exception {
        EventLog log = real(file);

        Converted there = convert(log, format);
        EventLog read = EventLog.read(there.log().write());
        Converted back = convert(read, LogFormat.TCG2);

        assertThat(read.format()).isEqualTo(format);
        assertThat(read.records()).isEqualTo(log.records());
        assertThat(read.replay()).isEqualTo(log.replay());
        assertThat(back.log().records()).isEqualTo(log.records());
        assertThat(back.log().replay()).isEqualTo(log.replay());
        assertThat(back.losses()).isEmpty();
        assertThat(there.losses()).extracting(Loss::code).startsWith("HEADER").isSubsetOf("HEADER", "PADDING");
    }

    @Test
    void aSha1LogIsCarriedAndWrittenBackToTheByte() throws Exception {
        Bytes bytes = Bytes.copyOf(Conformance.bytes("eventlog/tpm/debian-10.bin"));
        EventLog log = EventLog.read(bytes);
        assertThat(log.format()).isEqualTo(LogFormat.TCG_SHA1);

        EventLog cel = EventLog.read(convert(log, LogFormat.CEL_TLV).log().write());

        assertThat(convert(cel, LogFormat.TCG_SHA1).log().write()).isEqualTo(bytes);
    }

    @Test
    void otherBanksThanSha1AreSaidToBeDropped() throws Exception {
        EventLog log = real("eventlog/tpm/rhel8-uefi.bin");

        Converted converted = convert(log, LogFormat.TCG_SHA1);

        assertThat(converted.losses()).extracting(Loss::code).contains("BANKS", "HEADER");
        assertThat(converted.log().replay().value(log.records().get(5).register(), HashAlgorithm.SHA1))
                .isEqualTo(log.replay().value(log.records().get(5).register(), HashAlgorithm.SHA1));
    }

    @Test
    void dstacksFirmwareLogBecomesWhatDstackSends() throws Exception {
        EventLog converted =
                convert(real("eventlog/dstack-ccel.bin"), LogFormat.DSTACK).log();

        assertThat(converted.records())
                .extracting(record -> ((Dstack) record.content()).event())
                .filteredOn(name -> !name.isEmpty())
                .containsExactly("acpi-loader", "acpi-rsdp", "acpi-tables");
        assertThat(converted.records().subList(8, 11))
                .allMatch(record -> ((Dstack) record.content()).event().startsWith("acpi-"));
        assertThat(converted
                        .replay()
                        .value(new Rtmr(0), HashAlgorithm.SHA384)
                        .orElseThrow()
                        .toHex())
                .startsWith("274c2344");
    }

    @Test
    void anotherMakersAcpiTablesHaveNoLabels() throws Exception {
        EventLog converted = convert(real("eventlog/trustee/CCEL_AAEL_alibabacloud"), LogFormat.DSTACK)
                .log();

        assertThat(converted.records())
                .allMatch(record -> ((Dstack) record.content()).event().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(names = {"CEL_JSON", "CEL_CBOR", "CEL_TLV", "TCG2"})
    void dstacksWholeLogIsCarriedWithNamesAndPayloads(LogFormat target) throws Exception {
        EventLog log = dstack();

        Converted there = convert(log, target);
        EventLog read = EventLog.read(there.log().write());
        EventLog back = convert(read, LogFormat.DSTACK).log();

        assertThat(there.losses()).isEmpty();
        assertThat(read.replay()).isEqualTo(log.replay());
        assertThat(read.records()).allMatch(record -> record.register() instanceof CcMr);
        assertThat(TdxEventLog.readJson(back.write(), "back").runtimeEvents())
                .isEqualTo(TdxEventLog.readJson(log.write(), "log").runtimeEvents());
        assertThat(back.replay()).isEqualTo(log.replay());
    }

    private static EventLog runtime(RuntimeEvent event) {
        return EventLog.of(LogFormat.DSTACK, List.of(DstackReader.toRecord(TdxEvent.ofRuntime(event), 0)));
    }

    @ParameterizedTest
    @EnumSource(EventLogVersion.class)
    void aRuntimeEventsPreimageIsTheDataOfTheTcgEvent(EventLogVersion version) throws Exception {
        RuntimeEvent event = new RuntimeEvent("app-id", Bytes.hex("00ff"), version);

        LogRecord tcg = convert(runtime(event), LogFormat.TCG2).log().records().get(0);

        assertThat(tcg.content()).isEqualTo(new PcClient(RuntimeEvent.EVENT_TYPE, event.preimage()));
        assertThat(tcg.register()).isEqualTo(new CcMr(4));
        assertThat(RuntimeEvent.ofPreimage(event.preimage())).isEqualTo(event);
    }

    @Test
    void aNameWithAColonCannotBeTold() {
        Conversion conversion = Conversion.of(
                runtime(new RuntimeEvent("a:b", Bytes.empty(), EventLogVersion.V1)),
                LogFormat.CEL_JSON,
                ConversionOptions.DEFAULT);

        assertThat(conversion)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("AMBIGUOUS_NAME"));
    }

    @Test
    void aStatedDigestThatIsNotTheEventsIsRefused() {
        LogRecord record = runtime(new RuntimeEvent("a", Bytes.empty(), EventLogVersion.V1))
                .records()
                .get(0);
        LogRecord lying = new LogRecord(
                0,
                record.register(),
                List.of(new EventDigest(HashAlgorithm.SHA384, Bytes.zeros(48))),
                record.content());

        assertThat(Conversion.of(
                        EventLog.of(LogFormat.DSTACK, List.of(lying)), LogFormat.TCG2, ConversionOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("DIGEST_MISMATCH"));
    }

    @Test
    void theFileOfRuntimeEventsIsReadAsTheEventsOfRtmr3() throws Exception {
        EventLog log = dstack();
        EventLog runtime = EventLog.of(
                LogFormat.DSTACK,
                log.records().stream()
                        .filter(record -> ((Dstack) record.content()).isRuntime())
                        .toList());

        Bytes lines = convert(runtime, LogFormat.DSTACK_LINES).log().write();
        EventLog read = EventLog.read(lines);

        assertThat(read.format()).isEqualTo(LogFormat.DSTACK_LINES);
        assertThat(read.replay().value(new Rtmr(3), HashAlgorithm.SHA384))
                .isEqualTo(log.replay().value(new Rtmr(3), HashAlgorithm.SHA384))
                .isPresent();
    }

    @Test
    void spaceOfPcrsAndOfATdDoNotMixInATcgLog() throws Exception {
        List<LogRecord> mixed = Stream.concat(
                        real("eventlog/dstack-ccel.bin").records().stream().limit(1),
                        real("eventlog/gcp-tpm2.bin").records().stream().limit(5))
                .toList();

        assertThat(Conversion.of(EventLog.of(LogFormat.CEL_TLV, mixed), LogFormat.TCG2, ConversionOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("REGISTERS"));
    }

    @ParameterizedTest
    @EnumSource(names = {"CEL_JSON", "CEL_CBOR"})
    void confidentialSpacesContentKeepsItsNumberInOtherForms(LogFormat target) throws Exception {
        Bytes bytes = Bytes.copyOf(Base64.getMimeDecoder().decode(Conformance.text("eventlog/cos-cel.b64")));
        EventLog cos = EventLog.read(bytes);
        assertThat(cos.format()).isEqualTo(LogFormat.CEL_TLV);
        assertThat(cos.replay()
                        .value(new Rtmr(3), HashAlgorithm.SHA384)
                        .orElseThrow()
                        .toHex())
                .isEqualTo(
                        "2261f93374ed538b35e7e93c540a1562ccb25d14f6c40a1efea03d329e29a97172d84e152344af4a7188d0c8b9fcabeb");

        EventLog there = EventLog.read(convert(cos, target).log().write());

        assertThat(convert(there, LogFormat.CEL_TLV).log().write()).isEqualTo(bytes);
    }

    @Test
    void trusteesClaimsOfALogAreALogAgain() throws Exception {
        EventLog log = real("eventlog/trustee/CCEL_AAEL_alibabacloud");

        EventLog claims = EventLog.read(convert(log, LogFormat.TRUSTEE).log().write());

        assertThat(claims.format()).isEqualTo(LogFormat.TRUSTEE);
        assertThat(claims.records()).isEqualTo(log.records());
        assertThat(convert(claims, LogFormat.TCG2).log().replay()).isEqualTo(log.replay());
    }

    @Test
    void whatIsReadOnlyIsNotWritten() throws Exception {
        assertThat(Conversion.of(real("eventlog/dstack-ccel.bin"), LogFormat.IMA_ASCII, ConversionOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("NOT_WRITTEN"));
    }

    @Test
    void aLogCanBeCutBehindANamedEvent() throws Exception {
        EventLog log = dstack();
        long boot = TdxEventLog.readJson(log.write(), "log").events().stream()
                        .takeWhile(event -> !event.event().equals("boot-mr-done"))
                        .count()
                + 1;

        assertThat(log.through("boot-mr-done").records()).hasSize((int) boot);
        assertThat(log.through("no such event")).isEqualTo(log);
        assertThat(log.through("boot-mr-done").replay().value(new Rtmr(3), HashAlgorithm.SHA384))
                .contains(TdxEventLog.readJson(log.write(), "log")
                        .runtimeEvents()
                        .replayThrough("boot-mr-done", Digest.SHA_384));
    }

    @Test
    void readOptionsSayWhatALogDoesNot() throws Exception {
        assertThat(EventLog.read(
                                Bytes.copyOf(Conformance.bytes("eventlog/gcp-tpm2.bin")),
                                ReadOptions.STRICT.with(ReadOptions.Space.PCR))
                        .records())
                .isEqualTo(real("eventlog/gcp-tpm2.bin").records());
    }
}

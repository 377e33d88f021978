package dev.teeproof.eventlog.nelr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.EventLog;
import dev.teeproof.eventlog.LogFormat;
import dev.teeproof.eventlog.model.Content.NelrLine;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.LogWarning;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.ReadOptions.Strictness;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NelrReaderTest {

    private static final String ZEROS = "0".repeat(96);
    private static final String INIT = "INIT sha384/" + ZEROS;

    private static EventLog read(Bytes log) throws MalformedEvidenceException {
        return EventLog.read(log, LogFormat.NELR, ReadOptions.STRICT);
    }

    private static EventLog read(String log) throws MalformedEvidenceException {
        return read(Bytes.utf8(log));
    }

    private static String digest(EventLog log, int record) {
        return log.records()
                .get(record)
                .digest(HashAlgorithm.SHA384)
                .orElseThrow()
                .toHex();
    }

    private static String replay(EventLog log) {
        return log.replay()
                .value(new Rtmr(2), HashAlgorithm.SHA384)
                .orElseThrow()
                .toHex();
    }

    @Test
    void theProposalsExampleReplaysToItsRegister() throws Exception {
        EventLog log = EventLog.read(Bytes.copyOf(Conformance.bytes("eventlog/nelr-example.log")));

        assertThat(log.format()).isEqualTo(LogFormat.NELR);
        assertThat(log.records())
                .extracting(record -> ((NelrLine) record.content()).line().size())
                .containsExactly(108, 116, 139);
        assertThat(digest(log, 0))
                .isEqualTo(
                        "5d97ae953f7b03a1e93f58f9d621f84d1bdf053d1ec5ad2461262a938ecd4ed4d42d3c5c42084828da1c8051a6c08e6a");
        assertThat(digest(log, 1))
                .isEqualTo(
                        "98cfd27eaba5b57ee1b9bbb2da9886ec9ebc40ef428ffd5eda1a4024039beed7d0f4b46b2e63bb419780f619add308ef");
        assertThat(digest(log, 2))
                .isEqualTo(
                        "dfcf2f7ac9a8e19cbe4233837a1cd34a4c6517a8d6852aa8a566e1f43b39dc1f32bcb51fa4e6c7a139c844ab5c766361");
        assertThat(replay(log))
                .isEqualTo(
                        "4693cf54a9c8b386c67290abfa981696fe07d985d06e7f06c6929370db90bbb647faff2bc0375d270aa2f0dd42635568");
    }

    @Test
    void theRegisterAfterEachRecordIsTheProposals() throws Exception {
        List<LogRecord> records = EventLog.read(Bytes.copyOf(Conformance.bytes("eventlog/nelr-example.log")))
                .records();

        assertThat(replay(EventLog.of(LogFormat.NELR, records.subList(0, 1))))
                .isEqualTo(
                        "6c365f76661093e45396aa72e4b9da060ba558a71df61eda609c51ae4b47908d2d04abde885a1501689217d0a2419613");
        assertThat(replay(EventLog.of(LogFormat.NELR, records.subList(0, 2))))
                .isEqualTo(
                        "4341d9c05831365b03bef0808ab453043694f76506204b7e104504f471af92bd6c4194b96b890112dfa7e1eb5a9007f6");
        assertThat(replay(EventLog.of(LogFormat.NELR, records.subList(1, 3))))
                .as("without INIT the register is another one")
                .isEqualTo(
                        "91d646e5115440b1a503f3bd7868162b8e72101d47c0940da5d04fe682f82a43eda1735cd5d14e5ec344e1f926429f52");
    }

    @Test
    void aconsManifestReplaysToItsRegister() throws Exception {
        EventLog log = read(INIT
                + "\ngithub.com/intel/ACON AddManifest sha384/7ec795c3fe89687d4514a1e4f95b2421012fd0b877eba9d5d5f33a1314"
                + "fe7e10a5b38b0890d890df59b716f55f41e2ff/1be479a625d00cc800da463a19baf111a5f69fa1858d78d124813236bc5b"
                + "198bd551648273a0f65824b13490263362ef\n");

        assertThat(digest(log, 1))
                .isEqualTo(
                        "39bc721aff1bc506243c3c3d66051c0d9a0d3d642a711f94dd1031d61f12f35a9f447bdde999cc66943dfe838edf59bc");
        assertThat(replay(log))
                .isEqualTo(
                        "e7d7d201073316d7e782aa1db45f91a572321053001fb67793d88351770e4c34552533409091748f39b367c5e254a013");
    }

    @Test
    void theReplayBeginsWithTheValueOfInit() throws Exception {
        String begun = "ab".repeat(48);
        String init = "INIT sha384/" + begun;
        EventLog log = read(init);

        assertThat(replay(log))
                .isEqualTo(Digest.SHA_384
                        .of(Bytes.hex(begun), Digest.SHA_384.of(Bytes.utf8(init)))
                        .toHex());
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("", LogMalformation.EMPTY_LOG, 0),
                arguments("# only this\n\n", LogMalformation.EMPTY_LOG, 13),
                arguments("a.example b", LogMalformation.MISSING_INIT, 0),
                arguments("#\n INIT sha384/" + ZEROS, LogMalformation.MISSING_INIT, 2),
                arguments("INIT\tsha384/" + ZEROS, LogMalformation.MISSING_INIT, 0),
                arguments(" \n" + INIT, LogMalformation.MISSING_INIT, 0),
                arguments(INIT + "\n\n" + INIT, LogMalformation.DUPLICATE_INIT, 110),
                arguments(INIT + "\nINIT", LogMalformation.DUPLICATE_INIT, 109),
                arguments("INIT  sha384/" + ZEROS, LogMalformation.BAD_INIT, 0),
                arguments("INIT sha384 " + ZEROS, LogMalformation.BAD_INIT, 0),
                arguments("INIT", LogMalformation.BAD_INIT, 0),
                arguments("INIT /" + ZEROS, LogMalformation.BAD_INIT, 0),
                arguments(INIT + " x", LogMalformation.BAD_INIT, 108),
                arguments(INIT + " ", LogMalformation.BAD_INIT, 108),
                arguments("#\nINIT md5/" + "0".repeat(32), LogMalformation.UNSUPPORTED_ALG, 7),
                arguments("INIT SHA384/" + ZEROS, LogMalformation.UNSUPPORTED_ALG, 5),
                arguments("INIT sha384/" + ZEROS.substring(2), LogMalformation.BAD_INIT_VALUE, 12),
                arguments("INIT sha384/0" + ZEROS, LogMalformation.BAD_INIT_VALUE, 12),
                arguments("INIT sha384/" + ZEROS + "\r\n", LogMalformation.BAD_INIT_VALUE, 12),
                arguments("INIT sha384/g" + ZEROS.substring(1), LogMalformation.BAD_INIT_VALUE, 12),
                arguments(INIT + "\nLAUNCH x", LogMalformation.RESERVED_DOMAIN, 109),
                arguments(INIT + "\nX-1_Y", LogMalformation.RESERVED_DOMAIN, 109),
                arguments(INIT + "\na\u0000b", LogMalformation.CONTROL_CHAR, 110),
                arguments(INIT + "\na\u001fb", LogMalformation.CONTROL_CHAR, 110),
                arguments(INIT + "\na b\r\n", LogMalformation.CONTROL_CHAR, 112));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void eachErrorHasItsCodeAndPlace(String log, MalformationCode code, long offset) {
        assertThatThrownBy(() -> read(log)).isInstanceOfSatisfying(MalformedEvidenceException.class, fault -> {
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.offset()).isEqualTo(offset);
        });
    }

    @Test
    void textThatIsNotUtf8IsRefusedAndReadLenientlyWithItsOwnDigest() throws Exception {
        Bytes line = Bytes.of('a', 0xff, 'b');
        Bytes log = Bytes.concat(Bytes.utf8(INIT + "\n"), line);

        assertThatThrownBy(() -> read(log))
                .isInstanceOfSatisfying(
                        MalformedEvidenceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(Malformation.NOT_TEXT));
        EventLog lenient = EventLog.read(log, LogFormat.NELR, ReadOptions.STRICT.with(Strictness.LENIENT));
        assertThat(digest(lenient, 1)).isEqualTo(Digest.SHA_384.of(line).toHex());
    }

    @Test
    void linesThatAreTooLongAreRefused() throws Exception {
        assertThat(read(INIT + "\n" + "a".repeat(1 << 20)).records()).hasSize(2);
        assertThatThrownBy(() -> read(INIT + "\n" + "a".repeat((1 << 20) + 1)))
                .isInstanceOfSatisfying(
                        MalformedEvidenceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(LogMalformation.LIMIT));
    }

    @Test
    void whatIsReservedIsAWarningLeniently() throws Exception {
        EventLog log = EventLog.read(
                Bytes.utf8(INIT + "\nLAUNCH x\na\u0001"), LogFormat.NELR, ReadOptions.STRICT.with(Strictness.LENIENT));

        assertThat(log.warnings())
                .extracting(LogWarning::code, LogWarning::record)
                .containsExactly(tuple("RESERVED_DOMAIN", 1L), tuple("CONTROL_CHAR", 2L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-n",
                "-nnn",
                "-e foo",
                " leading",
                "trailing ",
                "a\ttab",
                " #x",
                "   ",
                "Caps.example x",
                "a\\tb \\\"",
                "é ☃ 🦀",
                "X.509 y",
                "INITIAL.example"
            })
    void everyOtherLineIsHashedAsItStands(String line) throws Exception {
        EventLog log = read(INIT + "\n" + line + "\n");

        assertThat(log.records()).hasSize(2);
        assertThat(digest(log, 1)).isEqualTo(Digest.SHA_384.of(Bytes.utf8(line)).toHex());
    }

    @Test
    void aLastLineWithoutLineFeedCounts() throws Exception {
        assertThat(replay(read(INIT + "\na b"))).isEqualTo(replay(read(INIT + "\na b\n")));
    }

    @Test
    void carriageReturnsAreNotLineEnds() throws Exception {
        EventLog log = EventLog.read(
                Bytes.utf8(INIT + "\na\rb\n"), LogFormat.NELR, ReadOptions.STRICT.with(Strictness.LENIENT));

        assertThat(digest(log, 1))
                .isEqualTo(Digest.SHA_384.of(Bytes.utf8("a\rb")).toHex());
    }

    @Test
    void commentsAndEmptyLinesAreKeptAndNotMeasured() throws Exception {
        String text = "# one\n\n" + INIT + "\n#two\na b\n\n# three\n";
        EventLog log = read(text);

        assertThat(replay(log)).isEqualTo(replay(read(INIT + "\na b\n")));
        assertThat(((LogFrame.Nelr) log.frame()).remarks())
                .extracting(LogFrame.Nelr.Remark::before)
                .containsExactly(0L, 0L, 1L, 2L, 2L);
        assertThat(log.write()).isEqualTo(Bytes.utf8(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256", "sha384", "sha512"})
    void theOlderLogOfTheAttestationAgentReplaysToItsVectors(String algorithm) throws Exception {
        HashAlgorithm bank = HashAlgorithm.named(algorithm).orElseThrow();
        String zeros = "00".repeat(bank.digest().orElseThrow().size());
        EventLog log = EventLog.read(
                Bytes.utf8("INIT " + algorithm + "/" + zeros + "\ndomain event operation\ndomain event2 operation\n"),
                LogFormat.AAEL_LINES,
                ReadOptions.STRICT);

        assertThat(log.replay().value(new Rtmr(2), bank).orElseThrow().toHex())
                .isEqualTo(
                        switch (algorithm) {
                            case "sha256" -> "e3f24e31c29b371c521ead351f6fed0865695cf512cfcb0df658090217f6f678";
                            case "sha384" ->
                                "5a6dd3b3c7eb3f0912d134aa30fab05893e91c78650af4fbce23411bc4b1d40011a2a530c1149a5bff6c5eb106b5a012";
                            default ->
                                "841f9a2b8b20b144ad9d077cf2a18940a6dee908a808487fad0e43da6878ac3d87ffd75d2514405e8beb2f1b467523"
                                        + "f81e81498dbb877782898e00af900eed6c";
                        });
    }

    @Test
    void theOlderLogsRecordsHaveThreeColumns() {
        assertThatThrownBy(() -> EventLog.read(
                        Bytes.utf8(INIT + "\ndomain operation"), LogFormat.AAEL_LINES, ReadOptions.STRICT))
                .isInstanceOfSatisfying(
                        MalformedEvidenceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(Malformation.BAD_VALUE));
    }
}

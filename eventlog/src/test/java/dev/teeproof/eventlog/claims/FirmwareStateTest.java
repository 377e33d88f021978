package dev.teeproof.eventlog.claims;

import static dev.teeproof.eventlog.model.EventType.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.claims.FirmwareProblem.Code;
import dev.teeproof.eventlog.claims.FirmwareState.Options;
import dev.teeproof.eventlog.data.Action;
import dev.teeproof.eventlog.data.EfiGuid;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A made-up log of a confidential guest in which all is well, and one fault at a time. */
class FirmwareStateTest {

    private static final Bytes SEPARATOR = Bytes.zeros(4);
    private static final Bytes PROGRAM = Bytes.zeros(32);
    private static final Bytes CERTIFICATE = Bytes.concat(Bytes.of(0x30, 0x82, 0, 4), Bytes.zeros(4));
    private static final EfiGuid GLOBAL = EfiGuid.GLOBAL_VARIABLE;
    private static final EfiGuid DATABASE = EfiGuid.IMAGE_SECURITY_DATABASE;

    /** The good log: 0 SecureBoot, 1 PK, 2 KEK, 3 db, 4 dbx, 5 separator, 6 call, 7 separator, 8 authority, 9 image, … */
    private static List<LogRecord> good() {
        return new ArrayList<>(List.of(
                variable(GLOBAL, "SecureBoot", Bytes.of(1)),
                variable(GLOBAL, "PK", list()),
                variable(GLOBAL, "KEK", list()),
                variable(DATABASE, "db", list()),
                variable(DATABASE, "dbx", Bytes.empty()),
                event(1, EV_SEPARATOR, SEPARATOR),
                event(2, EV_EFI_ACTION, Bytes.utf8(Action.CALLING_APPLICATION)),
                event(2, EV_SEPARATOR, SEPARATOR),
                authority(),
                image(),
                command("grub_cmd: ", "linux /vmlinuz"),
                command("kernel_cmdline: ", "/vmlinuz quiet"),
                event(2, EV_EFI_ACTION, Bytes.utf8(Action.EXIT_BOOT_SERVICES))));
    }

    @Test
    void goodLogHasNoProblem() {
        FirmwareState state = FirmwareState.of(good(), Options.STRICT);

        assertThat(state.problems()).isEmpty();
        assertThat(state.isSound()).isTrue();
        assertThat(state.secureBoot().enabled()).contains(true);
        assertThat(state.secureBoot().db().certificates()).containsExactly(CERTIFICATE);
        assertThat(state.applications().orElseThrow()).hasSize(1);
        assertThat(state.kernelCommandLine()).contains("/vmlinuz quiet");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(Code.DUPLICATE_SEPARATOR, log -> log.add(event(1, EV_SEPARATOR, SEPARATOR))),
                fault(Code.DUPLICATE_SEPARATOR, log -> log.add(event(2, EV_SEPARATOR, SEPARATOR))),
                fault(Code.BAD_SEPARATOR, log -> log.set(7, event(2, EV_SEPARATOR, Bytes.of(1, 0, 0, 0)))),
                fault(Code.NOT_COVERED, log -> log.set(7, uncovered(log.get(7)))),
                fault(Code.MISLABELLED_SEPARATOR, log -> log.add(event(2, EV_POST_CODE, SEPARATOR))),
                fault(Code.NOT_COVERED, log -> log.set(1, uncovered(log.get(1))), Code.MISSING_KEYS),
                fault(Code.NOT_COVERED, log -> log.set(4, uncovered(log.get(4)))),
                fault(Code.NOT_COVERED, log -> log.set(8, uncovered(log.get(8))), Code.NO_AUTHORITY),
                fault(Code.NOT_COVERED, log -> log.set(10, uncovered(log.get(10)))),
                fault(Code.NOT_COVERED, log -> log.set(12, uncovered(log.get(12)))),
                fault(Code.MALFORMED_EVENT, log -> log.set(4, event(1, EV_EFI_VARIABLE_DRIVER_CONFIG, Bytes.of(1)))),
                fault(Code.MALFORMED_EVENT, log -> log.add(event(1, EV_EFI_VARIABLE_AUTHORITY, Bytes.of(1)))),
                fault(Code.UNEXPECTED_EVENT, log -> log.add(event(1, EV_NONHOST_CODE, Bytes.of(1)))),
                fault(Code.UNEXPECTED_EVENT, log -> log.add(event(3, EV_SEPARATOR, SEPARATOR))),
                fault(Code.DEBUG_MODE, log -> log.add(event(1, EV_EFI_ACTION, Bytes.utf8(Action.DEBUG_MODE)))),
                fault(Code.UNEXPECTED_ACTION, log -> log.add(event(1, EV_EFI_ACTION, Bytes.utf8("Other")))),
                fault(Code.DUPLICATE_VARIABLE, log -> log.add(0, log.get(0))),
                fault(Code.LATE_VARIABLE, log -> log.add(variable(GLOBAL, "dbt", Bytes.empty()))),
                fault(Code.BAD_VARIABLE, log -> log.set(0, variable(GLOBAL, "SecureBoot", Bytes.empty()))),
                fault(Code.BAD_VARIABLE, log -> log.set(4, variable(GLOBAL, "dbx", Bytes.empty()))),
                fault(Code.EARLY_AUTHORITY, log -> log.add(0, authority())),
                fault(Code.NO_AUTHORITY, log -> log.remove(8)),
                fault(Code.MISSING_KEYS, log -> log.set(3, variable(DATABASE, "db", Bytes.empty()))),
                fault(Code.EARLY_APPLICATION, log -> log.add(0, image())),
                fault(Code.DUPLICATE_CALL, log -> log.add(6, log.get(6))),
                fault(Code.LATE_CALL, log -> log.add(7, log.remove(6))),
                fault(Code.NO_GRUB_MEASUREMENTS, log -> log.subList(10, 12).clear()),
                fault(Code.SEVERAL_COMMAND_LINES, log -> log.add(command("kernel_cmdline: ", "/other"))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void eachFaultIsFound(List<Code> codes, Consumer<List<LogRecord>> fault) {
        List<LogRecord> log = good();
        fault.accept(log);

        assertThat(FirmwareState.of(log, Options.STRICT).problems())
                .extracting(FirmwareProblem::code)
                .containsExactlyElementsOf(codes);
    }

    @Test
    void whatNoDigestCoversIsNotStated() {
        List<LogRecord> log = good();
        log.set(0, uncovered(log.get(0)));
        log.set(11, uncovered(log.get(11)));

        FirmwareState state = FirmwareState.of(log, Options.STRICT);

        assertThat(state.secureBoot().enabled()).isEmpty();
        assertThat(state.kernelCommandLine()).isEmpty();
        assertThat(state.isSound()).isFalse();
    }

    @Test
    void tpmHasOtherRegistersAndAllowsLessInThatOfSecureBoot() {
        List<LogRecord> log = new ArrayList<>();
        for (LogRecord event : good()) {
            int[] pcrs = {0, 7, 4, 8};
            log.add(event.in(new Pcr(pcrs[(int) event.register().number()])));
        }
        log.set(12, log.get(12).in(new Pcr(5)));
        assertThat(FirmwareState.of(log, Options.STRICT).problems()).isEmpty();

        log.add(event(0, EV_PLATFORM_CONFIG_FLAGS, Bytes.of(1)).in(new Pcr(7)));
        log.add(event(0, EV_IPL, Bytes.utf8("a file")).in(new Pcr(8)));
        assertThat(FirmwareState.of(log, Options.STRICT).problems())
                .extracting(FirmwareProblem::code)
                .containsExactly(Code.UNEXPECTED_EVENT, Code.UNEXPECTED_EVENT);
    }

    @Test
    void emptyLogSaysNothing() {
        FirmwareState state = FirmwareState.of(List.of(), Options.STRICT.withoutGrub());

        assertThat(state.secureBoot().enabled()).isEmpty();
        assertThat(state.applications()).isEmpty();
        assertThat(state.platform().technology()).isEqualTo(Platform.Technology.UNKNOWN);
    }

    private static Arguments fault(Code code, Consumer<List<LogRecord>> fault, Code... more) {
        List<Code> codes = new ArrayList<>(List.of(code));
        codes.addAll(List.of(more));
        return Arguments.of(codes, fault);
    }

    private static LogRecord event(int register, long type, Bytes data) {
        return covered(register, type, data, data);
    }

    private static LogRecord covered(int register, long type, Bytes data, Bytes hashed) {
        EventDigest digest = new EventDigest(HashAlgorithm.SHA384, Digest.SHA_384.of(hashed));
        return new LogRecord(0, new CcMr(register), List.of(digest), new PcClient(type, data));
    }

    private static LogRecord uncovered(LogRecord event) {
        EventDigest other = new EventDigest(HashAlgorithm.SHA384, Bytes.zeros(48));
        return new LogRecord(0, event.register(), List.of(other), event.content());
    }

    private static LogRecord variable(EfiGuid vendor, String name, Bytes data) {
        return event(1, EV_EFI_VARIABLE_DRIVER_CONFIG, structure(vendor, name, data));
    }

    private static LogRecord authority() {
        return event(
                1, EV_EFI_VARIABLE_AUTHORITY, structure(DATABASE, "db", Bytes.concat(GLOBAL.bytes(), CERTIFICATE)));
    }

    private static LogRecord image() {
        return covered(2, EV_EFI_BOOT_SERVICES_APPLICATION, PROGRAM, Bytes.utf8("an image"));
    }

    private static LogRecord command(String prefix, String text) {
        return covered(3, EV_IPL, Bytes.utf8(prefix + text + "\0"), Bytes.utf8(text));
    }

    private static Bytes list() {
        return new ByteWriter()
                .bytes(Bytes.hex("a159c0a5e494a74a87b5ab155c2bf072"))
                .u32le(28 + 16 + CERTIFICATE.size())
                .u32le(0)
                .u32le(16 + CERTIFICATE.size())
                .bytes(GLOBAL.bytes())
                .bytes(CERTIFICATE)
                .toBytes();
    }

    private static Bytes structure(EfiGuid vendor, String name, Bytes data) {
        return new ByteWriter()
                .bytes(vendor.bytes())
                .u64le(name.length())
                .u64le(data.size())
                .bytes(Bytes.copyOf(name.getBytes(StandardCharsets.UTF_16LE)))
                .bytes(data)
                .toBytes();
    }
}

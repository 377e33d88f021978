package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.NvIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of one register. */
record RegisterFiles(Path directory, RegisterIndex register, FileNames names) {

    /** Of a dstack guest. */
    static final CcMr GUEST_REGISTER = new CcMr(4);

    private static final Pattern LOG_OR_WRITE_AHEAD = Pattern.compile("(ccmr|pcr)([0-9]{1,9})\\.(nelr|aael|jsonl|wal)");

    /** Of files that are called by the register. */
    static RegisterFiles of(Path directory, RegisterIndex register) {
        return new RegisterFiles(directory, register, FileNames.BY_REGISTER);
    }

    /** With which the names of all of them begin. */
    private String name() {
        return switch (register) {
            case Pcr pcr -> "pcr" + pcr.number();
            case CcMr ccMr -> "ccmr" + ccMr.number();
            case Rtmr rtmr -> "ccmr" + rtmr.toCcMr().number();
            case NvIndex nvIndex -> "nv" + nvIndex.number();
        };
    }

    private Path file(String suffix) {
        return directory.resolve(name() + "." + suffix);
    }

    private Path file(String suffix, String inGuest) {
        return switch (names) {
            case BY_REGISTER -> file(suffix);
            case DSTACK_GUEST -> directory.resolve(inGuest);
        };
    }

    Path log(MeasurementFormat format) {
        return file(format.suffix(), "runtime_events.log");
    }

    Path writeAhead() {
        return file("wal", "runtime_events.wal");
    }

    Path lock() {
        return file("lock", "runtime_event.lock");
    }

    Path gate() {
        return file("gate", "runtime_event.gate");
    }

    /** A simulated register's value in one bank. */
    Path value(Digest algorithm) {
        return file(HashAlgorithm.of(algorithm) + ".register");
    }

    /** Not the log's: a log's holder extends the register. */
    Path valueLock() {
        return file("register.lock");
    }

    Path valueGate() {
        return file("register.gate");
    }

    /**
     * What people are to do who want to begin without what was measured.
     *
     * @param then what they should know of the new log
     */
    String toBeginAnew(String then) {
        return switch (names) {
            case BY_REGISTER -> "To begin anew, stop all writers and move " + file("*") + " away; " + then;
            case DSTACK_GUEST -> "To begin anew, restart the machine; of a simulated one, use another directory";
        };
    }

    /** The registers that have a log or a write-ahead record in this directory. */
    static NavigableSet<RegisterIndex> registers(Path directory, FileNames names) throws IOException {
        NavigableSet<RegisterIndex> found = new TreeSet<>();
        if (names == FileNames.DSTACK_GUEST) {
            found.add(GUEST_REGISTER);
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                register(String.valueOf(file.getFileName())).ifPresent(found::add);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    private static Optional<RegisterIndex> register(String fileName) {
        Matcher matcher = LOG_OR_WRITE_AHEAD.matcher(fileName);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(2));
        return Optional.of(matcher.group(1).equals("pcr") ? new Pcr(number) : new CcMr(number));
    }

    /** What a register holds before its first event. */
    static Bytes initial(InitialValues values, RegisterIndex index, Digest algorithm) throws MeasurementException {
        return values.of(index, algorithm)
                .orElseThrow(() -> new MeasurementException(
                        MeasurementCode.BAD_REGISTER,
                        "the initial value of " + index + " has not " + algorithm.size() + " bytes"));
    }
}

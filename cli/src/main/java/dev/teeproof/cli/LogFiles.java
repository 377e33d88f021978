package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.eventlog.EventLog;
import dev.teeproof.eventlog.LogFormat;
import dev.teeproof.eventlog.LogStream;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.LogWarning;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Reads the event logs that a command line names, and writes what becomes of them. */
final class LogFiles {

    /** Of a log that is kept whole. */
    private static final int MOST_RECORDS = 2_000_000;

    private final Terminal terminal;
    private final Optional<LogFormat> from;
    private final ReadOptions options;

    LogFiles(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        this.terminal = terminal;
        this.from = LogOptions.from(parsed);
        this.options = LogOptions.options(parsed);
    }

    /** What is done with each record of a log as it is read. */
    @FunctionalInterface
    interface Reading {
        void record(LogStream log, LogRecord record);
    }

    /** A log that was read to its end, without its records. */
    LogStream each(String file, Reading reading) throws UnusableInputException {
        return each(file, options, reading);
    }

    private LogStream each(String file, ReadOptions options, Reading reading) throws UnusableInputException {
        try (InputStream in = open(file)) {
            LogStream log = from.isPresent() ? LogStream.of(in, from.get(), options) : LogStream.detect(in, options);
            for (Optional<LogRecord> record = log.next(); record.isPresent(); record = log.next()) {
                reading.record(log, record.get());
            }
            warn(file, log.warnings());
            return log;
        } catch (NoSuchFileException e) {
            throw new UnusableInputException(file + " does not exist");
        } catch (IOException e) {
            throw new UnusableInputException(file + " cannot be read: " + e.getMessage());
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException(
                    file + " cannot be read as an event log: " + e.code().name() + ", " + e.inWords() + hint(e));
        }
    }

    /** A whole log. */
    EventLog read(String file) throws UnusableInputException {
        return read(file, options);
    }

    /** A whole log, named {@code N=FILE} where it is a native event log of the register N. */
    EventLog readOf(String name) throws UnusableInputException {
        int equals = name.indexOf('=');
        boolean numbered = equals > 0 && name.substring(0, equals).chars().allMatch(c -> c >= '0' && c <= '9');
        return numbered
                ? read(
                        name.substring(equals + 1),
                        options.in(new Rtmr(LogOptions.number(name.substring(0, equals), name))))
                : read(name, options);
    }

    private EventLog read(String file, ReadOptions options) throws UnusableInputException {
        List<LogRecord> records = new ArrayList<>();
        LogStream log = each(file, options, (stream, record) -> {
            if (records.size() < MOST_RECORDS) {
                records.add(record);
            }
        });
        if (records.size() == MOST_RECORDS) {
            throw new UnusableInputException(
                    file + " has " + MOST_RECORDS + " records or more; show and replay read logs of any size");
        }
        return new EventLog(log.format(), log.frame(), records, log.warnings());
    }

    private String hint(MalformedEvidenceException e) {
        if (e.code() == LogMalformation.UNKNOWN_FORMAT) {
            return " (--from FORMAT)";
        }
        return from.isEmpty() || options.isStrict()
                ? "; is this the right format? --from names one, and --lenient reads more"
                : "";
    }

    private void warn(String file, List<LogWarning> warnings) {
        for (LogWarning warning : warnings) {
            terminal.err()
                    .println("teeproof: warning: " + Printable.of(file) + ": " + Printable.of(warning.toString()));
        }
    }

    private InputStream open(String file) throws IOException {
        if (file.equals("-")) {
            return terminal.in();
        }
        Path path = Path.of(file);
        return LogProgress.watch(Files.newInputStream(path), Files.size(path), terminal.err());
    }

    /** Writes to the file of {@code --output}, or to standard output. */
    static void write(Bytes bytes, ParseResult parsed, Terminal terminal) throws UnusableInputException {
        write(bytes, parsed.matchedOptionValue("--output", "-"), terminal);
    }

    /** Writes to a file, or to standard output where it is called {@code -}. */
    static void write(Bytes bytes, String file, Terminal terminal) throws UnusableInputException {
        try {
            if (file.equals("-")) {
                terminal.out().write(bytes.toArray());
                terminal.out().flush();
            } else {
                write(bytes, Path.of(file));
            }
        } catch (NoSuchFileException e) {
            throw new UnusableInputException(file + " cannot be written: there is no such folder");
        } catch (IOException e) {
            throw new UnusableInputException(file + " cannot be written: " + e.getMessage());
        }
    }

    static void write(Bytes bytes, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(bytes.toArray());
        }
    }
}

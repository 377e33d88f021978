package dev.teeproof.attester.tee;

import dev.teeproof.attester.tee.TeeException.Code;
import dev.teeproof.codec.Bytes;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Evidence through the kernel's common interface to trusted execution environments, configfs-tsm (Linux 6.7 and newer).
 *
 * <p>Each request has an instance of its own, which is removed whatever becomes of it. The kernel counts in {@code generation}
 * what is written to it: exactly the report data, or the answer may be somebody else's and is thrown away. What the answer
 * says is not looked at. Thread-safe, as long as the generator and the pause are.
 *
 * @see "Linux, Documentation/ABI/testing/configfs-tsm-report"
 */
final class TsmReport {

    /** What the kernel itself allows for at most, in bytes. */
    private static final int OUTBLOB_LIMIT = 32 << 10;

    /** As many as a certificate table can have. */
    private static final int AUXBLOB_LIMIT = 64 << 10;

    private static final int HIGHEST_PRIVILEGE_LEVEL = 3;

    /** A request that a host was busy with before may take tens of seconds; the kernel waits for its own by itself. */
    static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(10));

    /**
     * What came.
     *
     * @param outblob report or quote
     * @param auxblob what the host handed on with it; empty where it did not
     */
    record Answer(Bytes outblob, Bytes auxblob) {}

    private final Path root;
    private final TeeKind kind;
    private final String provider;
    private final OptionalInt privilegeLevel;
    private final RandomGenerator names;
    private final Pause pause;

    /**
     * @param root of the file system, for tests another than {@code /}
     * @param provider as the kernel names it
     * @param privilegeLevel 0 to 3; the kernel's own choice if there is none
     */
    TsmReport(
            Path root, TeeKind kind, String provider, OptionalInt privilegeLevel, RandomGenerator names, Pause pause) {
        if (privilegeLevel.isPresent()
                && (privilegeLevel.getAsInt() < 0 || privilegeLevel.getAsInt() > HIGHEST_PRIVILEGE_LEVEL)) {
            throw new IllegalArgumentException("a privilege level is 0 to 3, not " + privilegeLevel.getAsInt());
        }
        this.root = root;
        this.kind = kind;
        this.provider = provider;
        this.privilegeLevel = privilegeLevel;
        this.names = names;
        this.pause = pause;
    }

    /**
     * Asks once.
     *
     * @throws TeeException with any code
     */
    Answer ask(Bytes reportData) throws TeeException {
        if (reportData.size() != TeeBackend.REPORT_DATA_SIZE) {
            throw new IllegalArgumentException(
                    "report data are " + TeeBackend.REPORT_DATA_SIZE + " bytes, not " + reportData.size());
        }
        try (TsmInstance instance = TsmInstance.make(root, names)) {
            requireProvider(instance);
            if (privilegeLevel.isPresent()) {
                choose(privilegeLevel.getAsInt(), instance);
            }
            long before = instance.generation();
            instance.write("inblob", reportData);
            requireGeneration(before + 1, instance);
            Bytes outblob = outblob(instance);
            Bytes auxblob = auxblob(instance);
            requireGeneration(before + 1, instance);
            return new Answer(outblob, auxblob);
        }
    }

    private void requireProvider(TsmInstance instance) throws TeeException {
        String found = instance.provider();
        if (!found.equals(provider)) {
            throw new TeeException(
                    Code.NO_TEE,
                    "this is no guest of " + kind.words() + ": the kernel's provider of evidence is '" + found
                            + "', not '" + provider + "'");
        }
    }

    private void choose(int level, TsmInstance instance) throws TeeException {
        Optional<Long> lowest = instance.lowestPrivilegeLevel();
        if (lowest.isEmpty()) {
            throw new TeeException(Code.NOT_SUPPORTED, "this kernel lets nobody choose the privilege level");
        }
        if (Long.compareUnsigned(level, lowest.orElseThrow()) < 0) {
            throw new TeeException(
                    Code.NOT_SUPPORTED,
                    "privilege level " + level + " cannot be asked for here, the lowest is " + lowest.orElseThrow());
        }
        instance.write("privlevel", Bytes.utf8(level + "\n"));
    }

    private static void requireGeneration(long expected, TsmInstance instance) throws TeeException {
        long found = instance.generation();
        if (found != expected) {
            throw new TeeException(
                    Code.CONFLICT,
                    instance.directory() + " is at generation " + Long.toUnsignedString(found) + ", not "
                            + Long.toUnsignedString(expected)
                            + ": another program writes to it, or the report data were not taken. Try again");
        }
    }

    private Bytes outblob(TsmInstance instance) throws TeeException {
        for (int attempt = 0; ; attempt++) {
            try {
                return instance.read("outblob", OUTBLOB_LIMIT);
            } catch (IOException e) {
                if (!KernelFile.isBusy(e)) {
                    throw TeeException.io(
                            "the kernel hands out no evidence of " + kind.words()
                                    + "; the host's service for it may not run",
                            e);
                }
                if (attempt == PAUSES.size()) {
                    throw new TeeException(
                            Code.BUSY,
                            "the hardware or its host was busy at " + (attempt + 1) + " attempts, try again later");
                }
                pause(PAUSES.get(attempt));
            }
        }
    }

    private void pause(Duration duration) throws TeeException {
        try {
            pause.of(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TeeException(Code.INTERRUPTED, "interrupted while the hardware or its host was busy");
        }
    }

    private static Bytes auxblob(TsmInstance instance) throws TeeException {
        try {
            return instance.read("auxblob", AUXBLOB_LIMIT);
        } catch (NoSuchFileException e) {
            return Bytes.empty();
        } catch (IOException e) {
            throw TeeException.io("what the host hands on beside its evidence cannot be read", e);
        }
    }
}

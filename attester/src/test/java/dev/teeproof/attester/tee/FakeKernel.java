package dev.teeproof.attester.tee;

import dev.teeproof.codec.Bytes;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** A Linux guest that behaves as its documentation says, and misbehaves where a test turns a knob. Thread-safe. */
final class FakeKernel implements KernelTree {

    static final String CCEL = "/sys/firmware/acpi/tables/data/CCEL";

    private final Optional<FakeTsm> tsm;
    private final Optional<FakeRtmrs> rtmrs;
    private final Map<String, Bytes> files = new ConcurrentHashMap<>();
    private final KernelFileSystem fileSystem = new KernelFileSystem(this);

    private FakeKernel(Optional<FakeTsm> tsm, Optional<FakeRtmrs> rtmrs) {
        this.tsm = tsm;
        this.rtmrs = rtmrs;
    }

    /** A TD whose host makes such quotes of report data and registers. */
    static FakeKernel ofTdx(BiFunction<Bytes, FakeRtmrs, Bytes> quotes) {
        FakeRtmrs rtmrs = new FakeRtmrs();
        FakeTsm tsm = new FakeTsm("tdx_guest", data -> new TsmReport.Answer(quotes.apply(data, rtmrs), Bytes.empty()));
        return new FakeKernel(Optional.of(tsm), Optional.of(rtmrs)).file("/dev/tdx_guest", Bytes.empty());
    }

    /** An SNP guest whose firmware and host make such answers of report data. */
    static FakeKernel ofSnp(Function<Bytes, TsmReport.Answer> answers) {
        return new FakeKernel(Optional.of(new FakeTsm("sev_guest", answers)), Optional.empty())
                .file("/dev/sev-guest", Bytes.empty());
    }

    /** A TD with Linux before 6.7: it has a device, and nothing else. */
    static FakeKernel ofOldTdx() {
        return ofNoTee().file("/dev/tdx_guest", Bytes.empty());
    }

    static FakeKernel ofNoTee() {
        return new FakeKernel(Optional.empty(), Optional.empty()).file("/dev/null", Bytes.empty());
    }

    /** The same with Linux before 6.16, which has no files of registers. */
    FakeKernel withoutRegisters() {
        FakeKernel older = new FakeKernel(tsm, Optional.empty());
        older.files.putAll(files);
        return older;
    }

    /** With a file to be read. */
    FakeKernel file(String path, Bytes content) {
        files.put(path, content);
        return this;
    }

    FakeKernel file(String path, String content) {
        return file(path, Bytes.utf8(content));
    }

    Path root() {
        return fileSystem.root();
    }

    FakeTsm tsm() {
        return tsm.orElseThrow();
    }

    FakeRtmrs rtmrs() {
        return rtmrs.orElseThrow();
    }

    private Stream<String> paths() {
        return Stream.of(
                        files.keySet().stream(),
                        tsm.stream().flatMap(FakeTsm::paths),
                        rtmrs.stream().flatMap(FakeRtmrs::paths))
                .flatMap(Function.identity());
    }

    @Override
    public Kind kind(String path) {
        if (files.containsKey(path)
                || tsm.filter(t -> t.isAttribute(path)).isPresent()
                || rtmrs.filter(r -> r.isRegister(path)).isPresent()) {
            return Kind.FILE;
        }
        String inside = path.equals("/") ? path : path + "/";
        return paths().anyMatch(p -> p.equals(path) || p.startsWith(inside)) ? Kind.DIRECTORY : Kind.ABSENT;
    }

    @Override
    public Handle open(String path, boolean write) throws IOException {
        switch (kind(path)) {
            case ABSENT -> throw new NoSuchFileException(path);
            case DIRECTORY -> throw new FileSystemException(path, null, "Is a directory");
            case FILE -> {}
        }
        if (tsm.isPresent() && tsm.orElseThrow().isAttribute(path)) {
            return tsm.orElseThrow().open(path, write);
        }
        if (rtmrs.isPresent() && rtmrs.orElseThrow().isRegister(path)) {
            return rtmrs.orElseThrow().open(path, write);
        }
        if (write) {
            throw new AccessDeniedException(path);
        }
        Bytes content = files.getOrDefault(path, Bytes.empty());
        return content::toArray;
    }

    @Override
    public void makeDirectory(String path) throws IOException {
        if (tsm.isEmpty()) {
            throw new NoSuchFileException(path);
        }
        tsm.orElseThrow().make(path);
    }

    @Override
    public void removeDirectory(String path) throws IOException {
        if (kind(path) == Kind.ABSENT) {
            throw new NoSuchFileException(path);
        }
        tsm.orElseThrow().remove(path);
    }
}

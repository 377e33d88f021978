package dev.teeproof.bench;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What JMH found for one benchmark.
 *
 * @param perSecond operations of all threads together
 * @param bytes of heap allocated by one operation
 */
record Measured(double perSecond, double bytes) {

    /** Runs the benchmarks whose names match; each is named {@code Class.method}, with its parameter behind a space. */
    static Map<String, Measured> by(String pattern, int threads) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("dev\\.teeproof\\.bench\\.(" + pattern + ")")
                .threads(threads)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("--enable-native-access=ALL-UNNAMED");
        if (!Computing.correttoIsHealthy()) {
            options = options.exclude(".*FloorBenchmark\\.corretto").param("computing", Computing.JDK.name());
        }
        return results(new Runner(options.build()).run());
    }

    private static Map<String, Measured> results(Collection<RunResult> runs) {
        Map<String, Measured> results = new TreeMap<>();
        for (RunResult run : runs) {
            String parameter = Optional.ofNullable(run.getParams().getParam("computing"))
                    .orElse(run.getParams().getParam("log"));
            String name = run.getParams().getBenchmark().replace("dev.teeproof.bench.", "");
            Result<?> bytes = run.getSecondaryResults().get("gc.alloc.rate.norm");
            results.put(
                    parameter == null ? name : name + " " + parameter,
                    new Measured(run.getPrimaryResult().getScore(), bytes == null ? Double.NaN : bytes.getScore()));
        }
        return results;
    }
}

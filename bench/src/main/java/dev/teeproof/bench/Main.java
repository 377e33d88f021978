package dev.teeproof.bench;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs all benchmarks for some three minutes and prints a table; with arguments it is JMH's own command line. */
public final class Main {

    private static final String FLOOR = "FloorBenchmark.platform";
    private static final String CORRETTO = "FloorBenchmark.corretto";

    private Main() {}

    public static void main(String[] args) throws IOException, RunnerException {
        if (args.length > 0) {
            org.openjdk.jmh.Main.main(args);
            return;
        }
        Map<String, Double> alone = run(1);
        Map<String, Double> together = run(2);
        System.out.println(table(alone, together));
    }

    /** Operations per second of each benchmark. */
    private static Map<String, Double> run(int threads) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("dev\\.teeproof\\.bench\\..*")
                .threads(threads)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .jvmArgsAppend("--enable-native-access=ALL-UNNAMED");
        if (!FloorBenchmark.correttoIsHealthy()) {
            options = options.exclude(".*" + CORRETTO.replace(".", "\\."));
        }
        return scores(new Runner(options.build()).run());
    }

    private static Map<String, Double> scores(Collection<RunResult> results) {
        Map<String, Double> scores = new TreeMap<>();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark().replace("dev.teeproof.bench.", "");
            scores.put(name, result.getPrimaryResult().getScore());
        }
        return scores;
    }

    /** In Markdown. A floor is one verification of a signature by the platform, with as many threads, in the same run. */
    static String table(Map<String, Double> alone, Map<String, Double> together) {
        StringBuilder table = new StringBuilder("""

                | benchmark | per second, 1 thread | µs | floors | Corretto's floors | per second, 2 threads | floors |
                |---|---:|---:|---:|---:|---:|---:|
                """);
        for (Map.Entry<String, Double> entry : alone.entrySet()) {
            String name = entry.getKey();
            double one = entry.getValue();
            double two = together.getOrDefault(name, Double.NaN);
            table.append("| `%s` | %.0f | %.0f | %.2f | %.2f | %.0f | %.2f |%n"
                    .formatted(
                            name,
                            one,
                            1e6 / one,
                            floors(alone, FLOOR, one),
                            floors(alone, CORRETTO, one),
                            two,
                            floors(together, FLOOR, two)));
        }
        return table.toString();
    }

    private static double floors(Map<String, Double> scores, String floor, double score) {
        return scores.getOrDefault(floor, Double.NaN) / score;
    }
}

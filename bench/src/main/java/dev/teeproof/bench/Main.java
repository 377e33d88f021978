package dev.teeproof.bench;

import dev.teeproof.codec.MalformedEvidenceException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs the benchmarks and prints a table: without arguments those of whole attestations, with {@code peers} those of quotes,
 * beside another library, with {@code eventlog} those of event logs, beside another, with {@code launch} those of launch digests,
 * beside a tool, with {@code snp} those of SNP reports, beside another library. With other arguments it is JMH's own command
 * line.
 */
public final class Main {

    private static final Measured NOTHING = new Measured(Double.NaN, Double.NaN);

    private Main() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            System.out.println(attestations());
        } else if (args.length == 1 && args[0].equals("peers")) {
            System.out.println(quotes());
        } else if (args.length == 1 && args[0].equals("eventlog")) {
            System.out.println(eventLogs());
        } else if (args.length == 1 && args[0].equals("launch")) {
            System.out.println(launches());
        } else if (args.length == 1 && args[0].equals("snp")) {
            System.out.println(reports());
        } else {
            org.openjdk.jmh.Main.main(args);
        }
    }

    private static String attestations() throws RunnerException {
        String all = "(Floor|Decoding|Verification)Benchmark\\..*";
        return table(Measured.by(all, 1), Measured.by(all, 2), Optional.empty(), Optional.empty());
    }

    private static String quotes() throws RunnerException, IOException, InterruptedException {
        String all = "(Floor|Quote)Benchmark\\..*";
        Optional<Peer> alone = Peer.measured(1);
        Optional<Peer> together = Peer.measured(2);
        return table(Measured.by(all, 1), Measured.by(all, 2), alone, together);
    }

    /** In Markdown. The floor is SHA-384 over the same bytes. */
    private static String eventLogs()
            throws RunnerException, IOException, InterruptedException, MalformedEvidenceException {
        Map<String, Measured> measured = Measured.by("EventLogBenchmark\\..*", 1);
        StringBuilder table = new StringBuilder("""

                | benchmark | µs | of the rate of SHA-384 | times as fast as the peer | million events per second | KiB allocated |
                |---|---:|---:|---:|---:|---:|
                """);
        for (GeneratedLog log : GeneratedLog.values()) {
            double floor = micros(measured.getOrDefault("EventLogBenchmark.floorSha384 " + log, NOTHING));
            Optional<EventLogPeer> peer = EventLogPeer.measured(log);
            double other = peer.map(EventLogPeer::micros).orElse(Double.NaN);
            peer.ifPresent(one -> table.append(
                    row("go-eventlog " + one.version() + " " + log, other, floor, other, log, Double.NaN)));
            measured.forEach((name, one) -> {
                if (name.endsWith(" " + log)) {
                    table.append(row(name, micros(one), floor, other, log, one.bytes() / 1024));
                }
            });
        }
        return table.toString().replace("NaN", "");
    }

    /** In Markdown. The floor is one P-384 signature by the same provider. */
    private static String reports()
            throws RunnerException, IOException, InterruptedException, MalformedEvidenceException {
        Optional<ReportPeer> peer = ReportPeer.measured();
        Map<String, Measured> measured = Measured.by("ReportBenchmark\\..*", 1);
        double other = peer.map(ReportPeer::micros).orElse(Double.NaN);
        StringBuilder table = new StringBuilder("""

                | benchmark | µs | P-384 signatures | times as fast as the peer | KiB allocated |
                |---|---:|---:|---:|---:|
                """);
        peer.ifPresent(one -> table.append(row("go-sev-guest " + one.version(), other, Double.NaN, other, Double.NaN)));
        measured.forEach((name, one) -> {
            String provider = name.substring(name.indexOf(' '));
            double floor = micros(measured.getOrDefault("ReportBenchmark.signature" + provider, NOTHING));
            table.append(row(name, micros(one), floor, other, one.bytes() / 1024));
        });
        return table.toString().replace("NaN", "");
    }

    /** In Markdown. The floor is SHA-384 over the firmware's bytes. */
    private static String launches() throws RunnerException, IOException, InterruptedException {
        Optional<LaunchPeer> peer = LaunchPeer.measured();
        Map<String, Measured> measured = Measured.by("LaunchBenchmark\\..*", 1);
        double floor = micros(measured.getOrDefault("LaunchBenchmark.floorSha384", NOTHING));
        double other = peer.map(LaunchPeer::micros).orElse(Double.NaN);
        StringBuilder table = new StringBuilder("""

                | benchmark | µs | times SHA-384 | times as fast as the peer | KiB allocated |
                |---|---:|---:|---:|---:|
                """);
        peer.ifPresent(one -> table.append(row("sev-snp-measure " + one.version(), other, floor, other, Double.NaN)));
        measured.forEach((name, one) -> table.append(row(name, micros(one), floor, other, one.bytes() / 1024)));
        return table.toString().replace("NaN", "");
    }

    private static String row(String name, double micros, double floor, double peer, double kibibytes) {
        return "| `%s` | %.0f | %.3f | %.2f | %.1f |%n"
                .formatted(name, micros, micros / floor, peer / micros, kibibytes);
    }

    private static String row(
            String name, double micros, double floor, double peer, GeneratedLog log, double kibibytes) {
        return "| `%s` | %.0f | %.2f | %.2f | %.3f | %.0f |%n"
                .formatted(name, micros, floor / micros, peer / micros, log.events() / micros, kibibytes);
    }

    /** In Markdown. A floor is one verification of a signature by the provider, called directly, by one thread. */
    static String table(
            Map<String, Measured> alone, Map<String, Measured> together, Optional<Peer> peer, Optional<Peer> peers) {
        double jdk = micros(alone.getOrDefault("FloorBenchmark.jdk", NOTHING));
        double corretto = micros(alone.getOrDefault("FloorBenchmark.corretto", NOTHING));
        double other = peer.map(Peer::micros).orElse(Double.NaN);
        StringBuilder table = new StringBuilder("""

                | benchmark | µs | JDK's floors | Corretto's floors | of the peer's time | KiB allocated | per second, 1 thread | per second, 2 threads |
                |---|---:|---:|---:|---:|---:|---:|---:|
                """);
        peer.ifPresent(one -> table.append(row(
                "dcap-qvl " + one.version(),
                one.micros(),
                jdk,
                corretto,
                other,
                Double.NaN,
                one.perSecond(),
                peers.map(Peer::perSecond).orElse(Double.NaN))));
        for (Map.Entry<String, Measured> entry : alone.entrySet()) {
            Measured one = entry.getValue();
            table.append(row(
                    entry.getKey(),
                    micros(one),
                    jdk,
                    corretto,
                    other,
                    one.bytes() / 1024,
                    one.perSecond(),
                    together.getOrDefault(entry.getKey(), NOTHING).perSecond()));
        }
        return table.toString().replace("NaN", "");
    }

    private static String row(
            String name,
            double micros,
            double jdk,
            double corretto,
            double peer,
            double kibibytes,
            double one,
            double two) {
        return "| `%s` | %.1f | %.2f | %.2f | %.2f | %.1f | %.0f | %.0f |%n"
                .formatted(name, micros, micros / jdk, micros / corretto, micros / peer, kibibytes, one, two);
    }

    private static double micros(Measured measured) {
        return 1e6 / measured.perSecond();
    }
}

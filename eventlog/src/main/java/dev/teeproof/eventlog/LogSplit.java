package dev.teeproof.eventlog;

import dev.teeproof.eventlog.Conversion.Converted;
import dev.teeproof.eventlog.Conversion.Loss;
import dev.teeproof.eventlog.aael.AaelEvent;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.model.Content.Cos;
import dev.teeproof.eventlog.model.Content.Dstack;
import dev.teeproof.eventlog.model.Content.ImaTemplate;
import dev.teeproof.eventlog.model.Content.ImaTlv;
import dev.teeproof.eventlog.model.Content.Management;
import dev.teeproof.eventlog.model.Content.NelrLine;
import dev.teeproof.eventlog.model.Content.Opaque;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.Content.Systemd;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes a merged log apart again: the logs of its keepers, each in its own format. The reverse of {@link LogMerge}. */
public final class LogSplit {

    private LogSplit() {}

    /**
     * Whose events they are.
     *
     * @param register for a native event log, which is of one register; else the space of registers
     */
    private record Keeper(LogFormat format, String register) {}

    /**
     * One part.
     *
     * @param conversion the log, or why it cannot stand in its own format
     */
    public record Part(LogFormat format, Conversion conversion) {}

    /** The parts, in the order of their first records. Events about the log itself belong to none; they are dropped. */
    public static List<Part> split(EventLog log) {
        Map<Keeper, List<LogRecord>> kept = new LinkedHashMap<>();
        Map<RegisterIndex, Set<Keeper>> keepers = new HashMap<>();
        Map<RegisterIndex, Keeper> last = new HashMap<>();
        Set<Keeper> interrupted = new HashSet<>();
        for (LogRecord record : log.records()) {
            if (!(record.content() instanceof Management management) || Extension.isExtended(management)) {
                Keeper keeper = keeper(record);
                kept.computeIfAbsent(keeper, first -> new ArrayList<>()).add(record);
                RegisterIndex register = record.register().canonical();
                boolean known = !keepers.computeIfAbsent(register, first -> new HashSet<>())
                        .add(keeper);
                if (!keeper.equals(last.put(register, keeper)) && known) {
                    interrupted.add(keeper);
                }
            }
        }
        List<Part> parts = new ArrayList<>();
        kept.forEach((keeper, records) ->
                parts.add(new Part(keeper.format, told(part(log, keeper, records), interrupted.contains(keeper)))));
        return parts;
    }

    /** Where keepers took turns in a register, their parts do not tell in which order. */
    private static Conversion told(Conversion part, boolean interrupted) {
        if (!interrupted || !(part instanceof Converted converted)) {
            return part;
        }
        List<Loss> losses = new ArrayList<>(converted.losses());
        losses.add(new Loss(
                "ORDER",
                -1,
                "events of another log stand between these in one register; the order is dropped, and the parts merged again"
                        + " do not replay to it"));
        return new Converted(converted.log(), losses);
    }

    private static Conversion part(EventLog log, Keeper keeper, List<LogRecord> records) {
        List<LogRecord> counted = new ArrayList<>();
        records.forEach(record -> counted.add(record.withRecnum(counted.size())));
        EventLog own = new EventLog(log.format(), LogFrame.NONE, counted, List.of());
        return Conversion.of(own, keeper.format, ConversionOptions.DEFAULT);
    }

    /** The file of runtime events is of RTMR3 alone. */
    private static Keeper runtime(RegisterIndex register) {
        return register.canonical().equals(new RegisterIndex.CcMr(4))
                ? new Keeper(LogFormat.DSTACK_LINES, "")
                : new Keeper(LogFormat.DSTACK, "");
    }

    private static Keeper keeper(LogRecord record) {
        RegisterIndex register = record.register();
        String space = register.canonical().getClass().getSimpleName();
        return switch (record.content()) {
            case NelrLine line -> new Keeper(LogFormat.NELR, register.toString());
            case Systemd systemd -> new Keeper(LogFormat.SYSTEMD, "");
            case ImaTemplate template -> new Keeper(LogFormat.IMA, "");
            case Dstack event when event.isRuntime() -> runtime(register);
            case Dstack event -> new Keeper(LogFormat.TCG2, space);
            case PcClient event when event.eventType() == RuntimeEvent.EVENT_TYPE -> runtime(register);
            case PcClient event when AaelEvent.isIn(event) -> new Keeper(LogFormat.AAEL, space);
            case PcClient event -> new Keeper(LogFormat.TCG2, space);
            case Cos cos -> new Keeper(LogFormat.CEL_TLV, "cos");
            case ImaTlv tlv -> new Keeper(LogFormat.CEL_TLV, "ima");
            case Management management -> new Keeper(LogFormat.CEL_TLV, "cel");
            case Opaque opaque -> new Keeper(LogFormat.CEL_TLV, "opaque");
        };
    }
}

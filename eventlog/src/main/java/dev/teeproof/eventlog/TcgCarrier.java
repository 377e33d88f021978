package dev.teeproof.eventlog;

import dev.teeproof.eventlog.Conversion.Carriage;
import dev.teeproof.eventlog.Conversion.Carriage.Carried;
import dev.teeproof.eventlog.Conversion.Carriage.Impossible;
import dev.teeproof.eventlog.model.Content.Dstack;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex.NvIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a crypto-agile log carries: TCG events, all with the same banks, of registers of one space. */
final class TcgCarrier {

    private final Set<Class<?>> spaces = new HashSet<>();
    private final Set<Set<HashAlgorithm>> banks = new HashSet<>();

    TcgCarrier(List<LogRecord> records) {
        records.stream()
                .filter(record -> Extension.isExtended(record.content()))
                .forEach(record -> spaces.add(record.register().canonical().getClass()));
    }

    Carriage toTcg2(LogRecord record) {
        Carriage carriage = record.content() instanceof Dstack event
                ? DstackCarrier.toPcClient(record, event)
                : new Carried(record);
        return carriage instanceof Carried carried ? checked(carried) : carriage;
    }

    private Carriage checked(Carried carried) {
        LogRecord record = carried.record();
        if (!(record.content() instanceof PcClient) || record.register() instanceof NvIndex) {
            return RecordCarrier.notCarried(record, "a TCG log carries TCG events of PCRs or CC measurement registers");
        }
        if (spaces.size() > 1) {
            return new Impossible(
                    "REGISTERS", "a TCG log numbers either PCRs or CC measurement registers, and this one has both");
        }
        if (Extension.isExtended(record.content())) {
            banks.add(new HashSet<>(RecordCarrier.algorithms(record)));
            if (banks.size() > 1) {
                return new Impossible("BANKS", "every event of a TCG log has digests of the same algorithms");
            }
        }
        return record.register() instanceof Rtmr rtmr
                ? new Carried(record.in(rtmr.toCcMr()), carried.losses())
                : carried;
    }
}

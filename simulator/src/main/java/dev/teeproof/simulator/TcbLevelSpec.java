package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One level of a TCB info to be written.
 *
 * @param sgx SVNs of the 16 SGX components; fewer are filled up with zeros
 * @param tdx SVNs of the 16 TDX components; not written for SGX
 * @param status any text, so that unknown ones can be written too
 * @param date a day, {@code 2024-11-13}
 */
public record TcbLevelSpec(Bytes sgx, int pceSvn, Bytes tdx, String status, String date, List<String> advisories) {

    private static final String DATE = "2024-11-13";

    public TcbLevelSpec {
        sgx = filled(sgx);
        tdx = filled(tdx);
        advisories = List.copyOf(advisories);
    }

    /** A level of an SGX or TDX platform, of a fixed date. */
    public static TcbLevelSpec of(Bytes sgx, int pceSvn, Bytes tdx, String status, String... advisories) {
        return new TcbLevelSpec(sgx, pceSvn, tdx, status, DATE, List.of(advisories));
    }

    public TcbLevelSpec withStatus(String other, String... otherAdvisories) {
        return new TcbLevelSpec(sgx, pceSvn, tdx, other, date, List.of(otherAdvisories));
    }

    public TcbLevelSpec withDate(String other) {
        return new TcbLevelSpec(sgx, pceSvn, tdx, status, other, advisories);
    }

    /** The level above this one: the first SGX component one higher, if it can be. */
    TcbLevelSpec raised() {
        Bytes higher = Bytes.concat(Bytes.of(Math.min(255, sgx.at(0) + 1)), sgx.slice(1, 16));
        return new TcbLevelSpec(higher, pceSvn, tdx, status, date, advisories);
    }

    String text(TcbInfoSpec.Form form) {
        return "{\"tcb\":{" + tcb(form) + "}," + IsvLevelSpec.status(date, status, advisories) + "}";
    }

    private String tcb(TcbInfoSpec.Form form) {
        return switch (form) {
            case SGX_V2 ->
                IntStream.range(0, 16)
                                .mapToObj(i -> "\"sgxtcbcomp%02dsvn\":%d,".formatted(i + 1, sgx.at(i)))
                                .collect(Collectors.joining())
                        + "\"pcesvn\":" + pceSvn;
            case SGX_V3 -> "\"sgxtcbcomponents\":[" + components(sgx) + "],\"pcesvn\":" + pceSvn;
            case TDX_V3 ->
                "\"sgxtcbcomponents\":[" + components(sgx) + "],\"pcesvn\":" + pceSvn + ",\"tdxtcbcomponents\":["
                        + components(tdx) + "]";
        };
    }

    private static String components(Bytes svns) {
        return IntStream.range(0, 16)
                .mapToObj(i -> "{\"svn\":" + svns.at(i) + "}")
                .collect(Collectors.joining(","));
    }

    private static Bytes filled(Bytes svns) {
        return Bytes.concat(svns, Bytes.zeros(16 - svns.size()));
    }
}

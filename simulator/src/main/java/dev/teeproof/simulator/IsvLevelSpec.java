package dev.teeproof.simulator;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One level of a TDX module or a quoting enclave, by its security version.
 *
 * @param status any text, so that unknown ones can be written too
 */
public record IsvLevelSpec(int isvSvn, String status, List<String> advisories) {

    private static final String DATE = "2024-11-13";

    public IsvLevelSpec {
        advisories = List.copyOf(advisories);
    }

    public static IsvLevelSpec of(int isvSvn, String status, String... advisories) {
        return new IsvLevelSpec(isvSvn, status, List.of(advisories));
    }

    static String text(List<IsvLevelSpec> levels) {
        return levels.stream().map(IsvLevelSpec::text).collect(Collectors.joining(",", "\"tcbLevels\":[", "]"));
    }

    private String text() {
        return "{\"tcb\":{\"isvsvn\":" + isvSvn + "}," + status(DATE, status, advisories) + "}";
    }

    /** The members that levels of every kind end with. */
    static String status(String date, String status, List<String> advisories) {
        String text = "\"tcbDate\":\"" + date + "T00:00:00Z\",\"tcbStatus\":\"" + status + "\"";
        return advisories.isEmpty() ? text : text + ",\"advisoryIDs\":[\"" + String.join("\",\"", advisories) + "\"]";
    }
}

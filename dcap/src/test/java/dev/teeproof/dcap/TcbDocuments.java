package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Collectors;

/** Writes TCB infos and QE identities as Intel does, small. */
final class TcbDocuments {

    static final String MODULE = "\"mrsigner\":\"" + "00".repeat(48)
            + "\",\"attributes\":\"0000000000000000\",\"attributesMask\":\"FFFFFFFFFFFFFFFF\"";

    /** The TD quoting enclave as Intel describes it. */
    static final String TD_QE = """
            {"id":"TD_QE","version":2,"issueDate":"2026-03-16T22:16:03Z","nextUpdate":"2026-04-15T22:16:03Z",\
            "tcbEvaluationDataNumber":18,"miscselect":"00000000","miscselectMask":"FFFFFFFF",\
            "attributes":"11000000000000000000000000000000","attributesMask":"FBFFFFFFFFFFFFFF0000000000000000",\
            "mrsigner":"DC9E2A7C6F948F17474E34A7FC43ED030F7C1563F1BABDDF6340C82E0E54A8C5","isvprodid":2,\
            "tcbLevels":[{"tcb":{"isvsvn":4},"tcbDate":"2024-03-13T00:00:00Z","tcbStatus":"UpToDate"}]}""";

    private TcbDocuments() {}

    static TcbInfo read(String text) throws MalformedEvidenceException {
        return TcbInfo.read(TcbInfo.parse(Bytes.utf8(text)));
    }

    /** A TCB info with these levels, and module identities 01 and 03 unless told otherwise. */
    static String info(String... levels) {
        return infoWith(
                "\"tdxModuleIdentities\":[" + module("TDX_03", isvLevel(3, "UpToDate")) + ","
                        + module("TDX_01", isvLevel(2, "OutOfDate", "INTEL-SA-00001"), isvLevel(4, "UpToDate")) + "],",
                levels);
    }

    /** @param identities members before the levels, each with a comma behind it */
    static String infoWith(String identities, String... levels) {
        return "{\"id\":\"TDX\",\"version\":3,\"issueDate\":\"2026-03-16T22:06:09Z\","
                + "\"nextUpdate\":\"2026-04-15T22:06:09Z\",\"fmspc\":\"90C06F000000\",\"pceId\":\"0000\",\"tcbType\":0,"
                + "\"tcbEvaluationDataNumber\":19,\"tdxModule\":{" + MODULE + "}," + identities + "\"tcbLevels\":["
                + String.join(",", levels) + "]}";
    }

    static String module(String id, String... levels) {
        return "{\"id\":\"" + id + "\"," + MODULE + ",\"tcbLevels\":[" + String.join(",", levels) + "]}";
    }

    static String isvLevel(int svn, String status, String... advisories) {
        return "{\"tcb\":{\"isvsvn\":" + svn + "}," + status(status, advisories) + "}";
    }

    /** The first few components of SGX and TDX; the others are zero. */
    static String level(int[] sgx, int pceSvn, int[] tdx, String status, String... advisories) {
        return "{\"tcb\":{\"sgxtcbcomponents\":" + components(sgx, 16) + ",\"pcesvn\":" + pceSvn
                + ",\"tdxtcbcomponents\":" + components(tdx, 16) + "}," + status(status, advisories) + "}";
    }

    static int[] svns(int... svns) {
        return svns;
    }

    static String components(int[] first, int count) {
        return Collections.nCopies(count, "{\"svn\":0}").stream()
                .collect(Collectors.collectingAndThen(Collectors.toList(), all -> {
                    for (int i = 0; i < first.length; i++) {
                        all.set(i, "{\"svn\":" + first[i] + "}");
                    }
                    return "[" + String.join(",", all) + "]";
                }));
    }

    private static String status(String status, String... advisories) {
        String listed = Arrays.stream(advisories).map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
        return "\"tcbDate\":\"2024-03-13T00:00:00Z\",\"tcbStatus\":\"" + status + "\""
                + (advisories.length == 0 ? "" : ",\"advisoryIDs\":[" + listed + "]");
    }
}

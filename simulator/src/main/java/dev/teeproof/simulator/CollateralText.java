package dev.teeproof.simulator;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The texts of a simulated TCB info and QE identity: compact JSON with Intel's members in Intel's order. */
final class CollateralText {

    static final String ZEROS_48 = "0".repeat(96);

    private CollateralText() {}

    static String tcbInfo(Instant issued, Instant next) {
        return "{\"id\":\"TDX\",\"version\":3,\"issueDate\":\"" + issued + "\",\"nextUpdate\":\"" + next
                + "\",\"fmspc\":\"90c06f000000\",\"pceId\":\"0000\",\"tcbType\":0,\"tcbEvaluationDataNumber\":18,"
                + "\"tdxModule\":" + module("") + ",\"tdxModuleIdentities\":["
                + module("\"id\":\"TDX_03\",").replace("}", "," + levels(level(3, "UpToDate", "")) + "}") + ","
                + module("\"id\":\"TDX_01\",")
                        .replace(
                                "}",
                                ","
                                        + levels(
                                                level(6, "UpToDate", ""),
                                                level(4, "OutOfDate", "\"INTEL-SA-90001\""),
                                                level(2, "Revoked", ""))
                                        + "}")
                + "],\"tcbLevels\":["
                + tcbLevel(List.of(3, 3, 2, 2, 4, 1, 0, 5), 13, List.of(5, 0, 3), "UpToDate", "2024-11-13", "") + ","
                + tcbLevel(
                        List.of(2, 2, 2, 2, 3, 1, 0, 5),
                        13,
                        List.of(5, 0, 2),
                        "OutOfDate",
                        "2024-03-13",
                        "\"INTEL-SA-90002\",\"INTEL-SA-90003\"")
                + ","
                + tcbLevel(List.of(2, 2, 2, 2, 3, 1, 0, 5), 5, List.of(5, 0, 2), "Revoked", "2018-01-04", "")
                + "]}";
    }

    static String qeIdentity(Instant issued, Instant next) {
        return "{\"id\":\"TD_QE\",\"version\":2,\"issueDate\":\"" + issued + "\",\"nextUpdate\":\"" + next
                + "\",\"tcbEvaluationDataNumber\":18,\"miscselect\":\"00000000\",\"miscselectMask\":\"FFFFFFFF\","
                + "\"attributes\":\"11000000000000000000000000000000\","
                + "\"attributesMask\":\"FBFFFFFFFFFFFFFF0000000000000000\","
                + "\"mrsigner\":\"DC9E2A7C6F948F17474E34A7FC43ED030F7C1563F1BABDDF6340C82E0E54A8C5\",\"isvprodid\":2,"
                + levels(level(4, "UpToDate", ""), level(2, "OutOfDate", "\"INTEL-SA-90004\"")) + "}";
    }

    private static String module(String id) {
        return "{" + id + "\"mrsigner\":\"" + ZEROS_48
                + "\",\"attributes\":\"0000000000000000\",\"attributesMask\":\"FFFFFFFFFFFFFFFF\"}";
    }

    private static String levels(String... levels) {
        return "\"tcbLevels\":[" + String.join(",", levels) + "]";
    }

    private static String level(int isvSvn, String status, String advisories) {
        return "{\"tcb\":{\"isvsvn\":" + isvSvn + "}," + status("2024-11-13", status, advisories) + "}";
    }

    private static String tcbLevel(
            List<Integer> sgx, int pceSvn, List<Integer> tdx, String status, String date, String advisories) {
        return "{\"tcb\":{\"sgxtcbcomponents\":[" + components(sgx) + "],\"pcesvn\":" + pceSvn
                + ",\"tdxtcbcomponents\":[" + components(tdx) + "]}," + status(date, status, advisories) + "}";
    }

    private static String status(String date, String status, String advisories) {
        return "\"tcbDate\":\"" + date + "T00:00:00Z\",\"tcbStatus\":\"" + status + "\""
                + (advisories.isEmpty() ? "" : ",\"advisoryIDs\":[" + advisories + "]");
    }

    private static String components(List<Integer> svns) {
        return IntStream.range(0, 16)
                .mapToObj(i -> "{\"svn\":" + (i < svns.size() ? svns.get(i) : 0) + "}")
                .collect(Collectors.joining(","));
    }
}

package dev.teeproof.dcap;

import dev.teeproof.codec.MalformedEvidenceException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes TCB info of version 2, as the third version of Intel's service has it: SGX alone, each component a member. */
final class Version2 {

    static final String FIRST = "{\"version\":2,\"issueDate\":\"2026-03-16T22:06:09Z\","
            + "\"nextUpdate\":\"2026-04-15T22:06:09Z\",\"fmspc\":\"00606A000000\",\"pceId\":\"0000\",\"tcbType\":0,"
            + "\"tcbEvaluationDataNumber\":17,\"tcbLevels\":[";

    private Version2() {}

    /** With a single level: first component 7, PCE SVN 11. */
    static TcbInfo sgx(String status) throws MalformedEvidenceException {
        return TcbDocuments.read(text(level(11, status, 7)));
    }

    static String text(String... levels) {
        return FIRST + String.join(",", levels) + "]}";
    }

    /** The first few components; the others are zero. */
    static String level(int pceSvn, String status, int... components) {
        String members = IntStream.range(0, 16)
                .mapToObj(i -> "\"sgxtcbcomp%02dsvn\":%d,".formatted(i + 1, i < components.length ? components[i] : 0))
                .collect(Collectors.joining());
        return "{\"tcb\":{" + members + "\"pcesvn\":" + pceSvn
                + "},\"tcbDate\":\"2024-03-13T00:00:00Z\",\"tcbStatus\":\"" + status + "\"}";
    }
}

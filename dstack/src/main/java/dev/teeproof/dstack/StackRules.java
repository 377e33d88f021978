package dev.teeproof.dstack;

import static dev.teeproof.dstack.DstackCheck.REPORT_DATA;
import static dev.teeproof.dstack.DstackCheck.REPORT_DATA_PAYLOAD;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.result.Check;
import java.util.Optional;

/** What binds the guest's part of an attestation to the hardware's, whatever the hardware. */
final class StackRules {

    private StackRules() {}

    /**
     * The attestation states the report data of the hardware's evidence.
     *
     * @param evidence such as {@code quote}
     */
    static Check reportData(Bytes reported, Stack stack, String evidence) {
        return Check.equal(
                REPORT_DATA,
                reported.toHex(),
                stack.reportData().toHex(),
                "the attestation's report data is the " + evidence + "'s",
                "the attestation states another report data than the " + evidence + " has");
    }

    /** Of a pod: the report data is SHA-512 of {@code app-data:} and the payload. */
    static Check payloadIsCommitted(Stack stack) {
        Optional<String> payload = stack.reportDataPayload();
        if (payload.isEmpty()) {
            return Check.notApplicable(REPORT_DATA_PAYLOAD, "the attestation is not a pod's");
        }
        return Check.equal(
                REPORT_DATA_PAYLOAD,
                Digest.SHA_512.of(Bytes.utf8("app-data:" + payload.get())).toHex(),
                stack.reportData().toHex(),
                "the report data commits the pod's payload",
                "the report data does not commit the pod's payload");
    }
}

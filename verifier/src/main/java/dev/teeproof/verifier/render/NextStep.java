package dev.teeproof.verifier.render;

import dev.teeproof.dcap.PolicyCheck;
import dev.teeproof.dcap.QuoteCheck;
import dev.teeproof.dstack.DstackCheck;
import dev.teeproof.image.ImageCheck;
import dev.teeproof.result.CheckCode;

/** What a person looks at next when a check did not pass. */
final class NextStep {

    private NextStep() {}

    static String after(CheckCode code) {
        return switch (code) {
            case QuoteCheck quote -> after(quote);
            case PolicyCheck policy -> after(policy);
            case DstackCheck dstack -> after(dstack);
            case ImageCheck image -> after(image);
            default -> "Look at the values above.";
        };
    }

    private static String after(QuoteCheck code) {
        return switch (code) {
            case PCK_CHAIN_UNTRUSTED ->
                "Not a platform that Intel certified. If it is a simulated or a private one that"
                        + " you trust, name its root with --root FILE.";
            case CERT_DATA_UNSUPPORTED, PCK_CHAIN_FORMAT, PCK_EXTENSION_INVALID ->
                "Ask the sender for a quote that carries its PCK certificate chain (certification data type 5), or have"
                        + " the PCCS of its data centre supply the chain (--pccs URL).";
            case CERT_NOT_YET_VALID, CRL_NOT_YET_VALID, TCB_INFO_NOT_YET_VALID, QE_IDENTITY_NOT_YET_VALID ->
                "Look at the" + " instant: is the clock right, or is --at before the evidence was made?";
            case CERT_EXPIRED, CRL_EXPIRED, TCB_INFO_EXPIRED, QE_IDENTITY_EXPIRED ->
                "Fetch fresh collateral, or judge old" + " evidence as of its own time with --at INSTANT.";
            case COLLATERAL_MISSING ->
                "Give Intel's collateral for this platform with --collateral FILE, or let it be fetched (without --offline).";
            case CRL_ISSUER, TCB_INFO_MISMATCH, QE_IDENTITY_ID ->
                "The collateral is for another platform or CA: fetch that" + " of the FMSPC and CA of this quote.";
            case CRL_FORMAT,
                    CRL_SIGNATURE,
                    TCB_SIGNER_UNTRUSTED,
                    TCB_INFO_SIGNATURE,
                    TCB_INFO_FORMAT,
                    QE_IDENTITY_SIGNATURE,
                    QE_IDENTITY_FORMAT ->
                "The collateral was changed or damaged on its way: fetch it again, from Intel or"
                        + " from a cache that you trust.";
            case PCK_REVOKED, CA_REVOKED, SIGNER_REVOKED, TCB_REVOKED ->
                "Intel has withdrawn its trust. Do not send" + " secrets to this platform.";
            case QE_REPORT_SIGNATURE, QE_REPORT_DATA, ATTESTATION_KEY_INVALID, QUOTE_SIGNATURE ->
                "The quote was changed"
                        + " after it was made, or never was one. Ask the sender for a fresh quote, over a path that keeps bytes.";
            case CERT_BAD_CA, CERT_BAD_KEY_USAGE, CERT_UNKNOWN_CRITICAL_EXT ->
                "The certificates are not of the shape that" + " Intel issues. Treat the evidence as forged.";
            case QE_MISCSELECT, QE_ATTRIBUTES, QE_DEBUG, QE_MRSIGNER, QE_PRODID ->
                "The quote was made by an enclave that is"
                        + " not Intel's quoting enclave. Treat the evidence as forged.";
            case QE_SVN_NOT_SUPPORTED, TDX_MODULE_MISMATCH, TCB_NOT_SUPPORTED, TCB_UNRECOGNIZED_STATUS ->
                "The platform is"
                        + " older, or newer, than this collateral knows. Its owner must update it, or the collateral is old.";
            case WORKLOAD_DEBUG, TD_RESERVED_ATTRIBUTES, SERVICE_TD_PRESENT ->
                "The domain was started in a way that lets" + " others look inside. Its owner must start it without.";
            case TD_SEPT_VE_DISABLE, TD_MIGRATABLE, TD_TPA, SGX_TCB_REVOKED ->
                "Nothing is forged. Have the owner mend" + " it, or accept it by name with --accept.";
            case TCB_STATUS_REJECTED ->
                "Nothing is forged. The claim tcb_shortfall says what the platform lacks; have its owner update it, or"
                        + " accept the status by name with --accept.";
        };
    }

    private static String after(PolicyCheck code) {
        return switch (code) {
            case TCB_LEVEL_AGE ->
                "The platform has been behind for longer than you accept. Have its owner update it: the claim"
                        + " tcb_shortfall says what it lacks.";
            case ADVISORY_REJECTED -> "The claim tcb_shortfall says which update clears which advisory.";
            case TCB_EVALUATION_TOO_OLD -> "Fetch collateral of a later TCB evaluation.";
            case TCB_DATE_TOO_OLD -> "Have the platform's owner update it.";
            case EXPECTED_MRTD,
                    EXPECTED_RTMR0,
                    EXPECTED_RTMR1,
                    EXPECTED_RTMR2,
                    EXPECTED_RTMR3,
                    EXPECTED_MR_CONFIG_ID,
                    EXPECTED_MR_OWNER,
                    EXPECTED_MR_SEAM,
                    EXPECTED_MR_ENCLAVE,
                    EXPECTED_MR_SIGNER,
                    EXPECTED_ISV_PROD_ID,
                    EXPECTED_ISV_SVN -> "The platform is genuine, and it runs something else than you demand.";
            case EXPECTED_REPORT_DATA ->
                "The quote was made for another request, or another key: ask for a fresh one with your own report data.";
        };
    }

    private static String after(DstackCheck code) {
        return switch (code) {
            case MR_SIGNER_SEAM -> "The TDX module is not Intel's own.";
            case REPORT_DATA, REPORT_DATA_PAYLOAD ->
                "Quote and attestation were put together from different machines or"
                        + " requests. Ask for a fresh attestation.";
            case RTMR0_REPLAY, RTMR1_REPLAY, RTMR2_REPLAY, RTMR3_REPLAY ->
                "The event log is not the one that was measured:"
                        + " an event was changed, dropped, added or moved, or something else extended the register.";
            case EVENT_LOG_RUNTIME_EVENTS, EVENT_DIGEST, EVENT_PREIMAGE ->
                "The attestation contradicts itself. Ask for a" + " fresh one.";
            case EVENT_NAME_AMBIGUOUS, EVENT_DUPLICATE ->
                "Somebody shaped the log so that it reads otherwise than it was"
                        + " measured. Treat the evidence as forged.";
            case APP_IDENTITY ->
                "Nothing is forged, but nobody knows what runs there. Accept it with --accept"
                        + " unidentified-app if that is what you want.";
        };
    }

    private static String after(ImageCheck code) {
        return switch (code) {
            case VM_CONFIG -> "Ask the sender for an attestation whose config is a dstack VM configuration.";
            case OS_IMAGE_MISSING ->
                "Measuring this image needs its files, which this version does not fetch. Quote and"
                        + " event log hold; what firmware, kernel and root file system are is not known.";
            case MEASUREMENT_MISSING,
                    MEASUREMENT_FORMAT,
                    CHECKSUM_FILE,
                    MEASUREMENT_HASH,
                    OS_IMAGE_HASH,
                    TD_HOB_WITNESS ->
                "The measurement document is not the one that the image's hash commits. Compare it with the published"
                        + " image.";
            case OVMF_VARIANT, MEMORY_SIZE, QEMU_VERSION, ACPI_EVENTS ->
                "The VM configuration or the event log cannot be"
                        + " that of a lite attestation. Have the machine's owner look at its configuration.";
            case MRTD_MISMATCH, RTMR0_MISMATCH, RTMR1_MISMATCH, RTMR2_MISMATCH ->
                "The machine does not run this image, or" + " not with this configuration (memory size, QEMU version).";
            case LAUNCH_INPUTS ->
                "The measurement document or the VM configuration is not that of a machine that"
                        + " can be started. Have the machine's owner look at its configuration.";
            case SNP_MEASUREMENT_MISMATCH ->
                "The machine does not run this image, or not with this"
                        + " configuration (number and type of vCPUs, guest features).";
            case OS_IMAGE_REFERENCE ->
                "It is a genuine machine with another image than you expect. Compare the hash with"
                        + " the image's release.";
        };
    }
}

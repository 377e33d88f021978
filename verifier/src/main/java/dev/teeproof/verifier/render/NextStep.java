package dev.teeproof.verifier.render;

import dev.teeproof.dcap.PolicyCheck;
import dev.teeproof.dcap.QuoteCheck;
import dev.teeproof.dstack.DstackCheck;
import dev.teeproof.dstack.DstackPolicyCheck;
import dev.teeproof.image.ImageCheck;
import dev.teeproof.result.CheckCode;
import dev.teeproof.snp.SnpCheck;
import dev.teeproof.snp.SnpPolicyCheck;

/** What a person looks at next when a check did not pass. */
final class NextStep {

    private NextStep() {}

    static String after(CheckCode code) {
        return switch (code) {
            case QuoteCheck quote -> after(quote);
            case PolicyCheck policy -> after(policy);
            case DstackCheck dstack -> after(dstack);
            case DstackPolicyCheck policy -> after(policy);
            case ImageCheck image -> after(image);
            case SnpCheck snp -> after(snp);
            case SnpPolicyCheck policy -> after(policy);
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

    private static String after(SnpCheck code) {
        return switch (code) {
            case CHIP_KEY_MASKED, SIGNING_KEY_UNSUPPORTED ->
                "The host has its firmware not sign reports. Its owner must change that before anything can be proven.";
            case PRODUCT_UNKNOWN -> "The processor is newer than this version knows, or the report is no report.";
            case VEK_MISSING ->
                "Give the certificate of the report's key with --endorsements FILE, ask for a report with its certificate"
                        + " table, or let it be fetched (without --offline).";
            case VEK_CHAIN_UNTRUSTED ->
                "Not a platform that AMD certified. If it is a simulated or a private one that you trust, name its root"
                        + " with --root FILE.";
            case VEK_FORMAT, VEK_EXTENSION_INVALID, CERT_BAD_CA, CERT_BAD_KEY_USAGE, CERT_UNKNOWN_CRITICAL_EXT ->
                "The certificates are not of the shape that AMD issues. Treat the evidence as forged.";
            case CERT_NOT_YET_VALID, CRL_NOT_YET_VALID ->
                "Look at the instant: is the clock right, or is --at before the evidence was made?";
            case CERT_EXPIRED, CRL_EXPIRED ->
                "Ask for fresh evidence or a fresh list, or judge old evidence as of its own time with --at INSTANT.";
            case VEK_PRODUCT_MISMATCH, VEK_TCB_MISMATCH, VEK_CHIP_MISMATCH ->
                "The certificate is not the one of this report's key: fetch that of this chip at the reported TCB.";
            case REPORT_SIGNATURE ->
                "The report was changed after it was made, or the certificate is of another key. Ask the sender for a fresh"
                        + " report, over a path that keeps bytes.";
            case CRL_MISSING -> "Give AMD's revocation list with --endorsements FILE, or let it be fetched.";
            case CRL_FORMAT, CRL_ISSUER, CRL_SIGNATURE ->
                "The revocation list was changed or is of another product line: fetch it again.";
            case CA_REVOKED -> "AMD has withdrawn its trust. Do not send secrets to this platform.";
            case HOST_REQUESTED -> "The host made the report by itself. Ask the guest for one.";
            case WORKLOAD_DEBUG ->
                "The guest was started in a way that lets others look inside. Its owner must start it without.";
            case TCB_ORDER -> "No firmware reports this. Treat the evidence as forged.";
            case MIGRATION_AGENT, VMPL_NOT_ZERO, VLEK_SIGNED, CHIP_ID_MASKED, PROVISIONAL_FIRMWARE ->
                "Nothing is forged. Have the owner mend it, or accept it by name with --accept.";
            case TCB_STATUS_REJECTED ->
                "Nothing is forged. The claim tcb_shortfall says what is behind; have the platform's owner mend it, or"
                        + " accept the status by name with --accept.";
        };
    }

    private static String after(SnpPolicyCheck code) {
        return switch (code) {
            case GUEST_POLICY_REJECTED, ABI_TOO_OLD ->
                "The guest was launched with another policy than you demand. Its owner must launch it anew.";
            case PLATFORM_INFO_REJECTED -> "The platform is genuine, and set up otherwise than you demand.";
            case CURRENT_TCB_TOO_OLD,
                    REPORTED_TCB_TOO_OLD,
                    COMMITTED_TCB_TOO_OLD,
                    FIRMWARE_TOO_OLD,
                    CURRENT_MITIGATIONS -> "Have the platform's owner update its firmware.";
            case LAUNCH_TCB_TOO_OLD, LAUNCH_MITIGATIONS ->
                "The guest was launched under older firmware than you demand, and must be launched anew.";
            case GUEST_SVN_TOO_OLD, ID_BLOCK, EXPECTED_FAMILY_ID, EXPECTED_IMAGE_ID ->
                "The guest's launch was signed by somebody else, or for another guest, than you demand.";
            case EXPECTED_VMPL, EXPECTED_CSP_ID, EXPECTED_CHIP_ID, EXPECTED_REPORT_ID, EXPECTED_REPORT_ID_MA ->
                "The report is genuine, and of another machine or guest than you demand.";
            case EXPECTED_MEASUREMENT, EXPECTED_HOST_DATA ->
                "The platform is genuine, and it runs something else than you demand.";
            case EXPECTED_REPORT_DATA ->
                "The report was made for another request, or another key: ask for a fresh one with your own report data.";
        };
    }

    private static String after(DstackCheck code) {
        return switch (code) {
            case HOST_DATA, MR_CONFIG, MR_CONFIG_DIFFERS ->
                "The guest was not launched for the app that the attestation names. Ask for a fresh attestation.";
            case MR_SIGNER_SEAM -> "The TDX module is not Intel's own.";
            case REPORT_DATA, REPORT_DATA_PAYLOAD ->
                "Hardware evidence and attestation were put together from different machines or"
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

    private static String after(DstackPolicyCheck code) {
        return switch (code) {
            case REQUIRED_EVENT ->
                "Only events that a TDX guest's system measured before system-ready count: what stands behind it, any app can"
                        + " measure. They come with an attestation, or with the quote's event log; SEV-SNP binds none: demand"
                        + " --compose or --app-id there.";
            case EXPECTED_COMPOSE_HASH ->
                "Where it runs another app-compose.json than you demand, every byte counts, the last line end too: compare the"
                        + " files with 'teeproof compose diff'. A quote or report by itself does not say what runs: ask for the"
                        + " attestation.";
            case EXPECTED_APP_ID ->
                "It is another app, or the app was given an id of its own: then demand that with --app-id HEX.";
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
                "No machine can be launched like this. Have the machine's owner look at its configuration.";
            case SNP_MEASUREMENT_MISMATCH ->
                "The machine does not run this image, or not with this configuration (vCPUs, their type, guest features).";
            case OS_IMAGE_REFERENCE ->
                "It is a genuine machine with another image than you expect. Compare the hash with"
                        + " the image's release.";
        };
    }
}

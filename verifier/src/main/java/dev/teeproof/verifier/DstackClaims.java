package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.VerifiedQuote;
import dev.teeproof.dstack.AppInfo;
import dev.teeproof.dstack.ExpectedApp;
import dev.teeproof.dstack.ReplayedLog;
import dev.teeproof.dstack.Stack;
import dev.teeproof.dstack.VmConfig;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.image.AcpiDigests;
import dev.teeproof.image.CommittedMeasurement;
import dev.teeproof.image.TdxMeasurement;
import dev.teeproof.result.Claim;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.Proof;
import dev.teeproof.result.Register;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The claims about a machine that runs dstack, beside those of its quote, each with the proof that its step gives. */
final class DstackClaims {

    private static final Proof UNPROVEN = new Proof.Unproven();
    /** Who stated what is demanded, for people. */
    static final String POLICY = "the policy";

    private static final String BOOT_LOG = "boot log as recomputed";

    private DstackClaims() {}

    /**
     * What the runtime log says of the app. What is not in the log is not claimed.
     *
     * @param expected what is demanded of the app; a claim that is what was demanded says so
     */
    static void ofLog(ReplayedLog log, AppInfo app, Stack stack, ExpectedApp expected, List<Claim> claims) {
        event(log, "app-id", ClaimName.APP_ID, expected, claims);
        event(log, "compose-hash", ClaimName.COMPOSE_HASH, expected, claims);
        event(log, "instance-id", ClaimName.INSTANCE_ID, expected, claims);
        Optional<Proof> keyProvider = keyProvider(log, expected, claims);
        List<Proof> scripts = log.log()
                .findAll("init-script-hash")
                .<Proof>mapToObj(log::proof)
                .toList();
        if (!scripts.isEmpty() && app.initScriptsAreHashes()) {
            claims.add(Claim.of(
                    ClaimName.INIT_SCRIPT_HASHES,
                    app.initScriptHashes().stream().map(Bytes::toHex).toList(),
                    new Proof.ComputedFrom(scripts)));
        }
        List<Proof> system = new ArrayList<>(List.of(log.quote().proof()));
        keyProvider.ifPresent(system::add);
        claims.add(Claim.of(ClaimName.MR_SYSTEM, app.mrSystem(), new Proof.ComputedFrom(system)));
        claims.add(Claim.of(
                ClaimName.MR_AGGREGATED,
                app.mrAggregated(),
                new Proof.ComputedFrom(List.of(log.quote().proof()))));
        RuntimeLog events = log.log();
        if (!events.events().isEmpty()) {
            claims.add(Claim.of(
                    ClaimName.RUNTIME_EVENTS,
                    events.events().stream().map(DstackClaims::certainName).toList(),
                    log.proof(events.events().size() - 1)));
        }
        stack.reportDataPayload()
                .ifPresent(payload -> claims.add(Claim.of(
                        ClaimName.REPORT_DATA_PAYLOAD,
                        payload,
                        new Proof.CommittedBy(ClaimName.REPORT_DATA, log.quote().proof()))));
    }

    /** Of a name that could have been split otherwise with the same digest, the part that is certain. */
    private static String certainName(RuntimeEvent event) {
        String name = event.event();
        return event.isAmbiguous() ? name.substring(0, name.indexOf(':')) + ":…" : name;
    }

    private static Proof proof(ReplayedLog log, int index, ExpectedApp expected) {
        Proof replayed = log.proof(index);
        return expected.isFulfilled(log.log(), log.log().events().get(index).event())
                ? new Proof.MatchesReference(POLICY, replayed)
                : replayed;
    }

    private static void event(ReplayedLog log, String event, ClaimName name, ExpectedApp expected, List<Claim> claims) {
        OptionalInt index = log.log().find(event);
        if (index.isPresent()) {
            Bytes payload = log.log().events().get(index.getAsInt()).payload();
            claims.add(Claim.of(name, payload, proof(log, index.getAsInt(), expected)));
        }
    }

    /** Shown as the text that it is; as bytes if it is none. */
    private static Optional<Proof> keyProvider(ReplayedLog log, ExpectedApp expected, List<Claim> claims) {
        OptionalInt index = log.log().find("key-provider");
        if (index.isEmpty()) {
            return Optional.empty();
        }
        Proof proof = proof(log, index.getAsInt(), expected);
        Bytes payload = log.log().events().get(index.getAsInt()).payload();
        try {
            claims.add(Claim.of(ClaimName.KEY_PROVIDER, payload.toUtf8("key-provider"), proof));
        } catch (MalformedEvidenceException e) {
            claims.add(Claim.of(ClaimName.KEY_PROVIDER, payload, proof));
        }
        return Optional.of(proof);
    }

    /** What the measurement document says, once the registers computed from it are those of the quote. */
    static void ofImage(
            VerifiedQuote quote,
            VmConfig vm,
            CommittedMeasurement<TdxMeasurement> committed,
            AcpiDigests acpi,
            ReferenceValues references,
            List<Claim> claims) {
        TdxMeasurement document = committed.measurement();
        Proof signed = quote.proof();
        claims.add(Claim.of(ClaimName.KERNEL_AUTHENTICODE, document.kernelAuthenticode(), boot(1, 1, signed)));
        claims.add(Claim.of(ClaimName.CMDLINE_SHA384, document.cmdlineSha384(), boot(2, 1, signed)));
        claims.add(Claim.of(ClaimName.INITRD_SHA384, document.initrdSha384(), boot(2, 2, signed)));
        claims.add(Claim.of(ClaimName.ACPI_LOADER_SHA384, acpi.loader(), boot(0, 9, signed)));
        claims.add(Claim.of(ClaimName.ACPI_RSDP_SHA384, acpi.rsdp(), boot(0, 10, signed)));
        claims.add(Claim.of(ClaimName.ACPI_TABLES_SHA384, acpi.tables(), boot(0, 11, signed)));
        OsImageClaims.of(committed.osImageHash(), committed.documentHash(), ClaimName.MRTD, signed, references, claims);
        claims.add(Claim.of(ClaimName.MEMORY_SIZE, vm.memorySize(), new Proof.FitsTo(ClaimName.RTMR0, signed)));
        shape(vm, claims);
    }

    private static Proof boot(int rtmr, int position, Proof signed) {
        Register register = switch (rtmr) {
            case 0 -> Register.RTMR0;
            case 1 -> Register.RTMR1;
            default -> Register.RTMR2;
        };
        return new Proof.ReplayedTo(register, BOOT_LOG, position, signed);
    }

    /** What only the sender says, beside a quote that was not verified. */
    static void unproven(Stack stack, Optional<VmConfig> vm, List<Claim> claims) {
        RuntimeLog log = stack.runtimeEvents();
        sent(log, "app-id", ClaimName.APP_ID, claims);
        sent(log, "compose-hash", ClaimName.COMPOSE_HASH, claims);
        sent(log, "instance-id", ClaimName.INSTANCE_ID, claims);
        unprovenConfig(vm, claims);
    }

    private static void sent(RuntimeLog log, String event, ClaimName name, List<Claim> claims) {
        log.find(event)
                .ifPresent(index ->
                        claims.add(Claim.of(name, log.events().get(index).payload(), UNPROVEN)));
    }

    /** What only the sender says of the VM. */
    static void unprovenConfig(Optional<VmConfig> config, List<Claim> claims) {
        config.ifPresent(vm -> {
            if (!vm.osImageHash().isEmpty()) {
                claims.add(Claim.of(ClaimName.OS_IMAGE_HASH, vm.osImageHash(), UNPROVEN));
            }
            claims.add(Claim.of(ClaimName.MEMORY_SIZE, vm.memorySize(), UNPROVEN));
            shape(vm, claims);
        });
    }

    private static void shape(VmConfig vm, List<Claim> claims) {
        claims.add(Claim.of(ClaimName.CPU_COUNT, vm.cpuCount(), UNPROVEN));
        vm.qemuVersion().ifPresent(version -> claims.add(Claim.of(ClaimName.QEMU_VERSION, version, UNPROVEN)));
        vm.image().ifPresent(image -> claims.add(Claim.of(ClaimName.IMAGE_NAME, image, UNPROVEN)));
    }
}

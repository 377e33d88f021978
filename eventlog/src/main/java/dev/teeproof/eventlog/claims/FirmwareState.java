package dev.teeproof.eventlog.claims;

import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.eventlog.model.LogRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a log of UEFI firmware says about how the machine booted: Secure Boot, the applications that ran, GRUB and the
 * kernel's command line.
 *
 * <p><b>It is worth something only after the registers that the log replays to were compared with those of a verified
 * quote</b>, and only without {@link #problems}. Then each value rests on a digest that was measured. What it does not show:
 * no digest covers the type of an event, so a sender can hide an event of the applications' or GRUB's registers behind
 * another type, but not make one up.
 *
 * @param applications absent where the log does not say that boot services ended
 * @param grub empty if it was not asked for
 * @param kernelCommandLine the kernel's path and what GRUB handed to it: text that GRUB measured, though no digest covers the
 *     prefix by which the log tells it from a command
 * @param problems empty in a log as it should be
 * @see "TCG PC Client Platform Firmware Profile, section 3.3.4; github.com/google/go-eventlog, extract"
 */
public record FirmwareState(
        Platform platform,
        SecureBoot secureBoot,
        Optional<List<EfiApplication>> applications,
        GrubState grub,
        Optional<String> kernelCommandLine,
        List<FirmwareProblem> problems) {

    private static final String CONDITION =
            "worth something only if the registers that the log replays to are those of a verified quote";

    /**
     * What to look for.
     *
     * @param oneSeparator whether a second separator in one register is a problem. Older builds of OVMF for TDX put two into
     *     CC measurement register 1 and none into 2
     * @param grub whether GRUB was the boot loader, so that its measurements must be there
     */
    public record Options(boolean oneSeparator, boolean grub) {

        /** One separator in each register, and GRUB. */
        public static final Options STRICT = new Options(true, true);

        public Options withAnySeparators() {
            return new Options(false, grub);
        }

        public Options withoutGrub() {
            return new Options(oneSeparator, false);
        }
    }

    public FirmwareState {
        applications = applications.map(List::copyOf);
        problems = List.copyOf(problems);
    }

    /**
     * The state that the records tell of: a TPM's log, or one of CC measurement registers if any record is about one. Records
     * that are no TCG events are left out. Never throws for what is in the log.
     */
    public static FirmwareState of(List<LogRecord> events, Options options) {
        FirmwareLog log = new FirmwareLog(events);
        Separators separators = new Separators(log, options.oneSeparator);
        Platform platform = new PlatformRules(log).read();
        SecureBoot secureBoot = new SecureBootRules(log, separators).read();
        Optional<List<EfiApplication>> applications = new EfiApplicationRules(log, separators).read();
        GrubState grub = new GrubState(List.of(), List.of());
        Optional<String> commandLine = Optional.empty();
        if (options.grub) {
            GrubRules rules = new GrubRules(log);
            grub = rules.read();
            commandLine = rules.kernelCommandLine();
        }
        return new FirmwareState(platform, secureBoot, applications, grub, commandLine, log.problems());
    }

    public boolean isSound() {
        return problems.isEmpty();
    }

    public JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("condition", new JsonString(CONDITION));
        members.put("platform", platform.toJson());
        members.put("secure_boot", secureBoot.toJson());
        applications.ifPresent(ran -> members.put(
                "efi_applications",
                JsonArray.of(ran.stream().map(EfiApplication::toJson).toList())));
        members.put("grub", grub.toJson());
        kernelCommandLine.ifPresent(line -> members.put("kernel_command_line", new JsonString(line)));
        members.put(
                "problems",
                JsonArray.of(problems.stream().map(FirmwareProblem::toJson).toList()));
        return JsonObject.of(members);
    }
}

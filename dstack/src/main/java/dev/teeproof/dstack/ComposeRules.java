package dev.teeproof.dstack;

import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonBoolean;
import dev.teeproof.codec.json.JsonNull;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.dstack.ComposeWarning.Code;
import dev.teeproof.dstack.MrConfig.KeyProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be said about a file that can be read; one rule after another. */
final class ComposeRules {

    private static final String BASH = "bash";
    private static final String DOCKER = "docker-compose";
    private static final String NERDCTL = "nerdctl-compose";
    private static final String FORMER_GATEWAY = "tproxy-net";

    /** One of the comparisons of Cargo's requirements: an operator or none, and at most three numbers. */
    private static final Pattern COMPARISON = comparison();

    /** Characters; no requirement on a version needs as many. */
    private static final int LONG_REQUIREMENT = 256;

    private final AppCompose compose;
    private final Map<String, JsonValue> members;
    private final List<ComposeWarning> warnings = new ArrayList<>();

    private ComposeRules(AppCompose compose) {
        this.compose = compose;
        this.members = compose.json().members();
    }

    static List<ComposeWarning> warnings(AppCompose compose) {
        ComposeRules rules = new ComposeRules(compose);
        rules.manifest();
        rules.name();
        rules.runner();
        rules.keyProvider();
        rules.environment();
        rules.storage();
        rules.eventLog();
        rules.requirements();
        rules.scripts();
        rules.former();
        rules.unknown();
        return List.copyOf(rules.warnings);
    }

    private void warn(Code code, String field, String words) {
        warnings.add(new ComposeWarning(code, field, words));
    }

    private boolean states(String member) {
        JsonValue value = members.get(member);
        return value != null && !(value instanceof JsonNull);
    }

    private void manifest() {
        ManifestVersion version = compose.manifestVersion();
        if (version.number() > ManifestVersion.NEWEST.number()) {
            warn(
                    Code.MANIFEST_TOO_NEW,
                    ManifestVersion.MEMBER,
                    "is " + version + ", and guests run versions up to " + ManifestVersion.NEWEST);
        }
        if (members.get(ManifestVersion.MEMBER) instanceof JsonString text
                && !text.value().equals(version.toString())) {
            warn(
                    Code.MANIFEST_BLANKS,
                    ManifestVersion.MEMBER,
                    "has blanks around its digits, which not every guest takes");
        }
        if (version.number() >= ManifestVersion.WITH_REQUIREMENTS) {
            return;
        }
        if (compose.requirements().isPresent()) {
            tooOld(Requirements.MEMBER);
        }
        if (compose.runner().equals(NERDCTL)) {
            tooOld("runner");
        }
        if (compose.initScripts().size() > 1) {
            tooOld("init_script");
        }
    }

    private void tooOld(String member) {
        String what = switch (member) {
            case "runner" -> "is " + NERDCTL;
            case "init_script" -> "has more than one script";
            default -> "is there";
        };
        warn(
                Code.MANIFEST_TOO_OLD,
                member,
                what + ", which needs manifest_version \"3\" (a string), and it is " + compose.manifestVersion());
    }

    private void name() {
        String name = compose.name();
        if (name.isBlank()) {
            warn(Code.NAME, "name", "is empty");
        } else if (!Printable.of(name).equals(name)) {
            warn(Code.NAME, "name", "has control or format characters, and does not show as it is");
        }
    }

    private void runner() {
        String runner = compose.runner();
        boolean docker = runner.equals(DOCKER) || runner.equals(NERDCTL);
        if (!docker && !runner.equals(BASH)) {
            warn(
                    Code.RUNNER_UNKNOWN,
                    "runner",
                    "is " + runner + ", and guests have " + DOCKER + ", " + NERDCTL + " and " + BASH);
        }
        if (docker && compose.dockerComposeFile().isEmpty()) {
            warn(Code.NOTHING_TO_RUN, "docker_compose_file", "is absent, and the runner " + runner + " runs it");
        }
        if (runner.equals(BASH) && !states("bash_script")) {
            warn(Code.NOTHING_TO_RUN, "bash_script", "is absent, and the runner " + BASH + " runs it");
        }
        if (runner.equals(BASH) && states("docker_compose_file")) {
            warn(Code.OTHER_RUNNER, "docker_compose_file", "is for another runner than " + BASH);
        }
        if (docker && states("bash_script")) {
            warn(Code.OTHER_RUNNER, "bash_script", "is for the runner " + BASH + ", and it is " + runner);
        }
        if (compose.snapshotter().isPresent() && !runner.equals(NERDCTL)) {
            warn(
                    Code.SNAPSHOTTER_WITHOUT_NERDCTL,
                    "snapshotter",
                    "is for the runner " + NERDCTL + " alone, and it is " + runner);
        }
    }

    private void keyProvider() {
        KeyProvider effective = compose.keyProvider();
        overridden("kms_enabled", KeyProvider.KMS);
        overridden("local_key_provider_enabled", KeyProvider.LOCAL);
        boolean anonymous = effective == KeyProvider.NONE || effective == KeyProvider.TPM;
        if (!compose.keyProviderId().isEmpty() && anonymous) {
            warn(
                    Code.WITHOUT_EFFECT,
                    "key_provider_id",
                    "names an identity, and the key provider in effect, " + effective.text() + ", has none");
        }
    }

    private void overridden(String flag, KeyProvider means) {
        boolean set = members.get(flag) instanceof JsonBoolean flagged && flagged.value();
        if (set && compose.keyProvider() != means) {
            String by = states("key_provider") ? "key_provider" : "kms_enabled";
            warn(
                    Code.WITHOUT_EFFECT,
                    flag,
                    "is overridden by " + by + ": the key provider is "
                            + compose.keyProvider().text());
        }
    }

    private void environment() {
        if (!compose.allowedEnvs().isEmpty() && compose.keyProvider() != KeyProvider.KMS) {
            warn(
                    Code.WITHOUT_EFFECT,
                    "allowed_envs",
                    "needs the key provider kms, with whose keys the environment is encrypted");
        }
        if (!compose.allowedEnvs().isEmpty() && compose.publicLogs()) {
            warn(
                    Code.PUBLIC_LOGS,
                    "public_logs",
                    "lets anybody read what the app prints, and allowed_envs gives it secrets");
        }
        if (!members.containsKey("secure_time")) {
            warn(Code.DEFAULT_UNCLEAR, "secure_time", "is absent: guests take true for it, dstack's tools write false");
        }
    }

    private void storage() {
        if (compose.storageFs().isPresent()) {
            String name = compose.storageFs().get();
            if (!Set.of("zfs", "ext4").contains(name.toLowerCase(Locale.ROOT))) {
                warn(Code.STORAGE_FS_UNKNOWN, "storage_fs", "is " + name + ", and guests make zfs and ext4");
            }
        }
    }

    private void eventLog() {
        if (members.containsKey("event_log_version")
                && compose.eventLogVersion().number() == 1) {
            warn(
                    Code.DEFAULT_WRITTEN,
                    "event_log_version",
                    "is 1, as without it: the hash differs, the meaning does not");
        }
    }

    private void requirements() {
        if (compose.requirements().isEmpty()) {
            return;
        }
        Requirements demands = compose.requirements().get();
        demands.osVersion()
                .filter(text -> !isVersionRequirement(text))
                .ifPresent(text -> warn(
                        Code.REQUIREMENT_UNFULFILLABLE,
                        "requirements.os_version",
                        "is no requirement on a version: "
                                + (text.length() > LONG_REQUIREMENT ? text.length() + " characters" : text)));
        demands.platforms().ifPresent(platforms -> {
            if (platforms.isEmpty()) {
                warn(Code.REQUIREMENT_UNFULFILLABLE, "requirements.platforms", "is empty: no platform may run the app");
            }
            platforms.stream()
                    .filter(name -> !Requirements.PLATFORMS.contains(name))
                    .forEach(name -> warn(
                            Code.REQUIREMENT_UNFULFILLABLE,
                            "requirements.platforms",
                            "names an unknown platform: " + name));
        });
    }

    private void scripts() {
        for (String member : List.of("bash_script", "pre_launch_script")) {
            if (states(member) && !(members.get(member) instanceof JsonString)) {
                warn(Code.NOT_TEXT, member, "is not a text");
            }
        }
        if (states("launch_token_hash")) {
            warn(
                    Code.WEAK_CHECK,
                    "launch_token_hash",
                    "is compared by the pre-launch script alone, if that does; requirements.launch_token_hash is by the guest");
        }
    }

    private void former() {
        for (String feature : compose.features()) {
            if (feature.equals(FORMER_GATEWAY)) {
                warn(
                        Code.DEPRECATED,
                        "features",
                        "has " + FORMER_GATEWAY + ", the former way to write gateway_enabled");
            } else {
                warn(Code.REMOVED_FIELD, "features", "has " + feature + ", which does nothing");
            }
        }
        if (members.containsKey("tproxy_enabled")) {
            warn(Code.DEPRECATED, "tproxy_enabled", "is the former name of gateway_enabled");
        }
        if (members.containsKey("docker_config")) {
            warn(Code.REMOVED_FIELD, "docker_config", "is no longer read");
        }
    }

    private void unknown() {
        unknown("", compose.json(), ComposeFields.names());
        unknown("port_policy.", members.get(PortPolicy.MEMBER), Set.of("ports", "restrict_mode"));
        if (members.get(PortPolicy.MEMBER) instanceof JsonObject policy) {
            each("port_policy.ports", policy.members().get("ports"), Set.of("port", "pp"));
        }
        each(VerityVolume.MEMBER, members.get(VerityVolume.MEMBER), Set.of("source", "verity_root", "target"));
    }

    private void each(String path, @Nullable JsonValue list, Set<String> known) {
        if (list instanceof JsonArray array) {
            for (int i = 0; i < array.elements().size(); i++) {
                unknown(path + "[" + i + "].", array.elements().get(i), known);
            }
        }
    }

    private void unknown(String path, @Nullable JsonValue value, Set<String> known) {
        if (!(value instanceof JsonObject object)) {
            return;
        }
        for (String member : object.members().keySet()) {
            if (!known.contains(member)) {
                String meant = known.stream()
                        .filter(name -> letters(name).equals(letters(member)))
                        .findFirst()
                        .map(name -> "; is " + name + " meant?")
                        .orElse("");
                warn(Code.UNKNOWN_FIELD, path + member, "is unknown: a part of the hash, without effect" + meant);
            }
        }
    }

    /** A name without what is easily mistaken in it. */
    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** Comparisons with commas between, or a star alone. */
    private static boolean isVersionRequirement(String text) {
        if (text.length() > LONG_REQUIREMENT) {
            return false;
        }
        return text.strip().equals("*")
                || Arrays.stream(text.split(",", -1))
                        .allMatch(part -> COMPARISON.matcher(part.strip()).matches());
    }

    private static Pattern comparison() {
        String number = "(0|[1-9][0-9]*|[xX*])";
        String tail = "(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?";
        return Pattern.compile("(=|>=|>|<=|<|~|\\^)? *" + number + "(\\." + number + "(\\." + number + tail + ")?)?");
    }
}

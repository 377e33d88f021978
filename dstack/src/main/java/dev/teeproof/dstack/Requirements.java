package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.Digest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an app demands of the machine that runs it; a guest that does not fulfil it does not start. Members that are not known
 * are refused: a demand that is passed over is none.
 *
 * @param osVersion a requirement on the version of the OS image, in Cargo's syntax
 * @param platforms the names of the TEEs that may run it; absent means any, empty means none
 * @param tdxMeasureAcpiTables on plain TDX, whether the ACPI tables have to be measured (true) or must not be (false)
 * @param launchTokenHash what {@link #launchTokenHash(Bytes)} of the launch token has to be, 32 bytes
 */
public record Requirements(
        Optional<String> osVersion,
        Optional<List<String>> platforms,
        Optional<Boolean> tdxMeasureAcpiTables,
        Optional<Bytes> launchTokenHash,
        GpuPolicy gpuPolicy) {

    static final String MEMBER = "requirements";

    /** The names of dstack's platforms. */
    static final Set<String> PLATFORMS = Set.of(
            "dstack-tdx", "dstack-gcp-tdx", "dstack-nitro-enclave", "dstack-amd-sev-snp", "dstack-aws-nitro-tpm");

    private static final Set<String> MEMBERS =
            Set.of("os_version", "platforms", "tdx_measure_acpi_tables", "launch_token_hash", GpuPolicy.MEMBER);
    private static final Bytes TOKEN_PREFIX = Bytes.utf8("dstack-launch-token/v1:");

    public Requirements {
        platforms = platforms.map(List::copyOf);
    }

    static Optional<Requirements> read(JsonObject compose) throws MalformedEvidenceException {
        Optional<JsonObject> found = compose.optionalObject(MEMBER);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        JsonObject json = found.get();
        for (String member : json.members().keySet()) {
            if (!MEMBERS.contains(member)) {
                throw json.fault(Malformation.BAD_VALUE, member, "no requirements but those that are known");
            }
        }
        Optional<JsonArray> platforms = json.optionalArray("platforms");
        Optional<String> token = json.optionalString("launch_token_hash");
        return Optional.of(new Requirements(
                json.optionalString("os_version"),
                platforms.isPresent() ? Optional.of(platforms.get().strings()) : Optional.empty(),
                json.optionalBool("tdx_measure_acpi_tables"),
                token.isPresent()
                        ? Optional.of(Hex.decode(token.get(), json.path() + ".launch_token_hash", 32))
                        : Optional.empty(),
                GpuPolicy.read(json)));
    }

    /** What stands for a launch token in the file. dstack takes tokens of 32 bytes or more, so that nobody guesses one. */
    public static Bytes launchTokenHash(Bytes token) {
        return Digest.SHA_256.of(TOKEN_PREFIX, token);
    }
}

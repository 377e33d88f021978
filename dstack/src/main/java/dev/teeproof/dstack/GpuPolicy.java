package dev.teeproof.dstack;

import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * What an app demands of the GPUs that are attached to it.
 *
 * @param attestGpu whether they have to attest
 * @param rego a policy of its own over what they attest
 * @param allowDevtools whether a GPU in development mode is taken
 * @param allowDebug whether a GPU under debug is taken
 * @param allowInsecureBoot whether a GPU without secure boot is taken
 */
public record GpuPolicy(
        boolean attestGpu,
        Optional<String> rego,
        boolean allowDevtools,
        boolean allowDebug,
        boolean allowInsecureBoot) {

    /** Where nothing is said. */
    public static final GpuPolicy DEFAULT = new GpuPolicy(true, Optional.empty(), false, false, false);

    static final String MEMBER = "gpu_policy";

    private static final Set<String> MEMBERS =
            Set.of("attest_gpu", "rego", "allow_devtools", "allow_debug", "allow_insecure_boot");

    static GpuPolicy read(JsonObject requirements) throws MalformedEvidenceException {
        if (!requirements.members().containsKey(MEMBER)) {
            return DEFAULT;
        }
        JsonObject json = requirements.object(MEMBER);
        for (String member : json.members().keySet()) {
            if (!MEMBERS.contains(member)) {
                throw json.fault(Malformation.BAD_VALUE, member, "no members but those of a GPU policy");
            }
        }
        return new GpuPolicy(
                json.bool("attest_gpu", true),
                json.optionalString("rego"),
                json.bool("allow_devtools", false),
                json.bool("allow_debug", false),
                json.bool("allow_insecure_boot", false));
    }
}

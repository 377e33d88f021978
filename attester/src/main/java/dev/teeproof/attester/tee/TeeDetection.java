package dev.teeproof.attester.tee;

import dev.teeproof.attester.tee.TeeException.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Finds out which trusted execution environment this program runs in. The kernel's word for it is the provider of configfs-tsm;
 * devices and what the firmware says of the machine only make the refusals clearer. None of that proves anything: a host can
 * imitate it. What the evidence is worth, its verifier finds out.
 */
public final class TeeDetection {

    private final Path root;
    private final RandomGenerator names;
    private final Pause pause;

    private TeeDetection(Path root, RandomGenerator names, Pause pause) {
        this.root = root;
        this.names = names;
        this.pause = pause;
    }

    /**
     * The backend for this machine. To find it, a request is begun and removed again; no evidence is made.
     *
     * @param root of the file system, for tests another than {@code /}
     * @param names thread-safe, like {@code SecureRandom}; makes names that no other program guesses
     * @param pause for when the hardware is busy
     * @throws TeeException {@code NO_TEE} if there is none or one that is not supported, and its words say what was looked at
     *     and what to do; {@code IO} if there may be one and this user may not ask
     */
    public static TeeBackend detect(Path root, RandomGenerator names, Pause pause) throws TeeException {
        return new TeeDetection(root, names, pause).backend();
    }

    private TeeBackend backend() throws TeeException {
        String provider;
        try (TsmInstance instance = TsmInstance.make(root, names)) {
            provider = instance.provider();
        } catch (TeeException e) {
            if (e.code() == Code.NOT_SUPPORTED) {
                throw withoutProvider(e.words());
            }
            throw e;
        }
        return switch (provider) {
            case LinuxTdx.PROVIDER -> tdx();
            case LinuxSnp.PROVIDER -> new LinuxSnp(root, OptionalInt.empty(), names, pause);
            case "arm_cca_guest" -> throw noTee("Arm CCA guests are not supported yet");
            default ->
                throw noTee("the kernel's provider of evidence, '" + provider + "', is not supported: only "
                        + LinuxTdx.PROVIDER + " and " + LinuxSnp.PROVIDER + " are");
        };
    }

    /** On Google Cloud dstack's variant is another, whose evidence has a quote of the TPM's as well. */
    private TeeBackend tdx() throws TeeException {
        if (Cloud.of(root) == Cloud.GOOGLE) {
            throw noTee(
                    "TDX guests of Google Cloud are not supported yet: their evidence takes the TPM's quote beside the TD's"
                            + " (dstack-gcp-tdx)");
        }
        return new LinuxTdx(root, names, pause);
    }

    private TeeException withoutProvider(String reason) {
        if (there("dev/nsm")) {
            return noTee("AWS Nitro Enclaves are not supported yet (" + root.resolve("dev/nsm") + " is there)");
        }
        return noTee(
                switch (Cloud.of(root)) {
                    case GOOGLE -> ofNoProvider("Google Cloud", reason);
                    case AMAZON -> there("dev/tpm0") ? nitroTpm(reason) : ofNoProvider("EC2", reason);
                    case AZURE ->
                        "confidential machines of Azure are not supported yet: there the TPM of the paravisor attests,"
                                + " and " + reason;
                    case UNKNOWN -> "no trusted execution environment was found: " + looked(reason);
                });
    }

    private String ofNoProvider(String cloud, String reason) {
        return "this machine of " + cloud + " is no SEV-SNP guest, or its kernel does not know it: " + looked(reason);
    }

    private static String nitroTpm(String reason) {
        return "AWS NitroTPM is not supported yet (dstack-aws-nitro-tpm); on EC2 only SEV-SNP guests are, and "
                + reason;
    }

    private String looked(String reason) {
        return reason + ", " + seen("dev/tdx_guest") + ", " + seen("dev/sev-guest") + ", " + seen("dev/nsm")
                + ". In a TDX or SEV-SNP guest, take Linux 6.7 or newer, load the kernel module (modprobe tdx_guest or modprobe"
                + " sev-guest) and mount configfs, writable (mount -t configfs none /sys/kernel/config). Anywhere else, use"
                + " 'teeproof simulate'";
    }

    private String seen(String device) {
        return root.resolve(device) + (there(device) ? " is there" : " is not there");
    }

    private boolean there(String file) {
        return Files.exists(root.resolve(file));
    }

    private static TeeException noTee(String words) {
        return new TeeException(Code.NO_TEE, words);
    }
}

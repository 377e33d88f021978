package dev.teeproof.image.sev;

import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who starts the machine: hypervisors differ in the state of a new vCPU and in what they measure. Only QEMU's is computed yet. */
public enum VmmType {
    /** QEMU with KVM. */
    QEMU("QEMU"),
    /** Amazon EC2. */
    EC2("ec2"),
    /** Google Compute Engine. */
    GCE("gce"),
    /** QEMU with the Coconut secure VM service module below the firmware. */
    SVSM("svsm");

    private final String text;

    VmmType(String text) {
        this.text = text;
    }

    /** As command lines write it. */
    public String text() {
        return text;
    }

    /** The type of this name, in any case; {@code UNSUPPORTED} for others. */
    public static VmmType named(String name, String path) throws MalformedEvidenceException {
        return Stream.of(values())
                .filter(type -> type.text.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new MalformedEvidenceException(
                        Malformation.UNSUPPORTED,
                        path,
                        0,
                        "one of " + Stream.of(values()).map(VmmType::text).collect(Collectors.joining(", "))));
    }

    /** Ends in {@code UNSUPPORTED} unless launches of this type can be computed. */
    void requireComputed() throws MalformedEvidenceException {
        if (this != QEMU) {
            throw new MalformedEvidenceException(
                    Malformation.UNSUPPORTED, "vmm_type", 0, "QEMU; launches by " + text + " are not computed yet");
        }
    }
}

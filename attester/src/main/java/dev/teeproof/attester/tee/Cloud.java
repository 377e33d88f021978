package dev.teeproof.attester.tee;

import dev.teeproof.codec.MalformedEvidenceException;
import java.io.IOException;
import java.nio.file.Path;

/** Whose machine this is, by what its firmware says (SMBIOS). For words and for what is refused, never for trust. */
enum Cloud {
    GOOGLE,
    AZURE,
    AMAZON,
    /** Another, none, or a firmware that does not say. */
    UNKNOWN;

    private static final String DMI = "sys/class/dmi/id";
    private static final int TEXT_LIMIT = 256;

    /** Of every machine of Azure, and of no other that Hyper-V runs. */
    private static final String AZURE_ASSET_TAG = "7783-7084-3265-9085-8269-3286-77";

    static Cloud of(Path root) {
        return switch (text(root, "sys_vendor")) {
            case "Google" -> GOOGLE;
            case "Amazon EC2" -> AMAZON;
            case "Microsoft Corporation" -> text(root, "chassis_asset_tag").equals(AZURE_ASSET_TAG) ? AZURE : UNKNOWN;
            default -> UNKNOWN;
        };
    }

    /** Empty if it cannot be read: then nobody said anything. */
    private static String text(Path root, String name) {
        try {
            return KernelFile.read(root.resolve(DMI).resolve(name), TEXT_LIMIT)
                    .toUtf8(name)
                    .strip();
        } catch (IOException | MalformedEvidenceException e) {
            return "";
        }
    }
}

package dev.teeproof.snp;

import dev.teeproof.codec.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * The security version numbers of a platform's firmware, each 0 to 255. Two versions are compared component by component:
 * neither need be the lesser.
 *
 * @param fmc of the first mutable code; zero in the layout that lacks it
 * @param bootLoader of the secure processor's boot loader
 * @param tee of the secure processor's operating system
 * @param snp of the SNP firmware
 * @param microcode the least patch level of all cores
 * @see "56860 section 2.2, TCB_VERSION"
 */
public record TcbVersion(TcbLayout layout, int fmc, int bootLoader, int tee, int snp, int microcode) {

    /** A part of a platform's firmware that has a version of its own. */
    public enum Component {
        FMC("FMC", "fmc"),
        BOOT_LOADER("boot loader", "bl"),
        TEE("TEE", "tee"),
        SNP("SNP firmware", "snp"),
        MICROCODE("microcode", "ucode");

        private final String words;
        private final String text;

        Component(String words, String text) {
            this.words = words;
            this.text = text;
        }

        /** For people. */
        public String inWords() {
            return words;
        }

        /** The name in options and files. */
        public String text() {
            return text;
        }
    }

    public TcbVersion {
        for (int svn : new int[] {fmc, bootLoader, tee, snp, microcode}) {
            if (svn < 0 || svn > 255) {
                throw new IllegalArgumentException("a security version number is 0 to 255, not " + svn);
            }
        }
        if (layout == TcbLayout.MILAN_GENOA && fmc != 0) {
            throw new IllegalArgumentException("this layout has no FMC");
        }
    }

    /** Reads eight bytes of a report; reserved ones are not looked at. */
    public static TcbVersion of(TcbLayout layout, Bytes bytes) {
        return switch (layout) {
            case MILAN_GENOA -> new TcbVersion(layout, 0, bytes.at(0), bytes.at(1), bytes.at(6), bytes.at(7));
            case TURIN -> new TcbVersion(layout, bytes.at(0), bytes.at(1), bytes.at(2), bytes.at(3), bytes.at(7));
        };
    }

    /** The eight bytes of a report, reserved ones zero. */
    public Bytes bytes() {
        return switch (layout) {
            case MILAN_GENOA -> Bytes.of(bootLoader, tee, 0, 0, 0, 0, snp, microcode);
            case TURIN -> Bytes.of(fmc, bootLoader, tee, snp, 0, 0, 0, microcode);
        };
    }

    public int svn(Component component) {
        return switch (component) {
            case FMC -> fmc;
            case BOOT_LOADER -> bootLoader;
            case TEE -> tee;
            case SNP -> snp;
            case MICROCODE -> microcode;
        };
    }

    /** The components of this layout, in the order of the layout. */
    public List<Component> components() {
        List<Component> components = new ArrayList<>(List.of(Component.values()));
        if (layout == TcbLayout.MILAN_GENOA) {
            components.remove(Component.FMC);
        }
        return components;
    }

    /** Whether no component is above that of the other. */
    public boolean atMost(TcbVersion other) {
        for (Component component : Component.values()) {
            if (svn(component) > other.svn(component)) {
                return false;
            }
        }
        return true;
    }

    /** Such as {@code boot loader 4, TEE 0, SNP firmware 24, microcode 213}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        components().forEach(component -> parts.add(component.inWords() + " " + svn(component)));
        return String.join(", ", parts);
    }
}

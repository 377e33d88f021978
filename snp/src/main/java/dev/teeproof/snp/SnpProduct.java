package dev.teeproof.snp;

import java.util.Optional;

/**
 * A product line of AMD's: it has a root key of its own (ARK) and a layout of TCB versions. Bergamo and Siena belong to Genoa.
 *
 * @see "57230 section 3.1; AMD64 CPUID Specification, Fn0000_0001_EAX"
 */
public enum SnpProduct {
    MILAN("Milan", TcbLayout.MILAN_GENOA),
    GENOA("Genoa", TcbLayout.MILAN_GENOA),
    TURIN("Turin", TcbLayout.TURIN);

    private final String text;
    private final TcbLayout layout;

    SnpProduct(String text, TcbLayout layout) {
        this.text = text;
        this.layout = layout;
    }

    /** The name in certificates and in addresses of AMD's key distribution service. */
    public String text() {
        return text;
    }

    public TcbLayout tcbLayout() {
        return layout;
    }

    /** Bytes of the chip id that identify a chip; those behind are zero. */
    public int hwIdSize() {
        return layout == TcbLayout.TURIN ? 8 : SnpReport.CHIP_ID_SIZE;
    }

    /** The line that a processor belongs to, by its family and model with their extensions. */
    public static Optional<SnpProduct> ofCpuid(int family, int model) {
        return switch (family) {
            case 0x19 -> {
                if (model <= 0x0f) {
                    yield Optional.of(MILAN);
                }
                yield model <= 0x1f || model >= 0xa0 && model <= 0xaf ? Optional.of(GENOA) : Optional.empty();
            }
            case 0x1a -> model <= 0x11 ? Optional.of(TURIN) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** By its exact name. */
    public static Optional<SnpProduct> of(String text) {
        for (SnpProduct product : values()) {
            if (product.text.equals(text)) {
                return Optional.of(product);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}

package dev.teeproof.snp;

/**
 * Where the security version numbers stand in the eight bytes of a TCB version.
 *
 * <pre>
 * byte  MILAN_GENOA     TURIN
 *    0  boot loader     FMC
 *    1  TEE             boot loader
 *    2  reserved        TEE
 *    3  reserved        SNP
 *    4  reserved        reserved
 *    5  reserved        reserved
 *    6  SNP             reserved
 *    7  microcode       microcode
 * </pre>
 *
 * @see "56860 section 2.2, TCB_VERSION"
 */
public enum TcbLayout {
    /** Family 19h. */
    MILAN_GENOA,
    /** Family 1Ah. */
    TURIN
}

/**
 * Launch digests of AMD SEV, SEV-ES and SEV-SNP: what a processor measures of a machine before it runs, computed from the
 * firmware, the kernel and the shape of the machine.
 *
 * <p>{@link dev.teeproof.image.sev.OvmfImage} reads a firmware; {@link dev.teeproof.image.sev.SnpLaunch} and
 * {@link dev.teeproof.image.sev.SevLaunch} compute. A digest says what a report's measurement has to be; that the report is
 * genuine is for others to say.
 *
 * @see "AMD SEV-SNP Firmware ABI Specification (56860), section 8.17, SNP_LAUNCH_UPDATE; APM volume 2, appendix B"
 */
@NullMarked
package dev.teeproof.image.sev;

import org.jspecify.annotations.NullMarked;

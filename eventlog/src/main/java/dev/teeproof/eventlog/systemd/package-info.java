/**
 * The log of what systemd measures in userspace: {@code /run/log/systemd/tpm2-measure.log}.
 *
 * @see "systemd, TPM2 PCR measurements made by systemd; RFC 7464"
 */
@NullMarked
package dev.teeproof.eventlog.systemd;

import org.jspecify.annotations.NullMarked;

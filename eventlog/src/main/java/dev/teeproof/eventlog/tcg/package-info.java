/**
 * TCG logs: CCEL and crypto-agile logs of TPM 2.0, SHA-1 logs of TPM 1.2, and the ACPI table that says where a CCEL lies.
 *
 * @see "TCG PC Client Platform Firmware Profile, section 10; UEFI 2.10, section 38; GHCI for Intel TDX, section 4.3.3"
 */
@NullMarked
package dev.teeproof.eventlog.tcg;

import org.jspecify.annotations.NullMarked;

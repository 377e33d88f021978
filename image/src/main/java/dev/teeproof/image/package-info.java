/**
 * Reference values computed from what an OS image commits to: the hash of its {@code sha256sum.txt} commits a
 * measurement document, and from that and the shape of the VM follow MRTD and RTMR0 to RTMR2 of a TDX machine, or the launch
 * digest of an SEV-SNP machine.
 */
@NullMarked
package dev.teeproof.image;

import org.jspecify.annotations.NullMarked;

/**
 * The event log of the attestation agent of Confidential Containers, as it landed and as it was before.
 *
 * @see "github.com/confidential-containers/trustee kbs/docs/confidential-containers-eventlog.md"
 */
@NullMarked
package dev.teeproof.eventlog.aael;

import org.jspecify.annotations.NullMarked;

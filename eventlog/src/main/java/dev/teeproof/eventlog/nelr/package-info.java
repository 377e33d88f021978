/**
 * The native event log record format that was proposed for the attestation agent of Confidential Containers: a line for each event.
 *
 * @see "github.com/confidential-containers/guest-components issue 495"
 */
@NullMarked
package dev.teeproof.eventlog.nelr;

import org.jspecify.annotations.NullMarked;

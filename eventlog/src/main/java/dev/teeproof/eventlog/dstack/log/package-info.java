/** dstack's event logs as records of the one model: what is sent beside a TDX quote, and the file of runtime events in the guest. */
@NullMarked
package dev.teeproof.eventlog.dstack.log;

import org.jspecify.annotations.NullMarked;

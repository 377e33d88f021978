/**
 * What events say: the structures of UEFI, TCG and boot loaders in the data of an event, and whether the event's digests
 * cover them. Decoding never fails a log: data without the structure of its type is a {@link
 * dev.teeproof.eventlog.data.EventData.Malformed}. Nothing that is decoded here is true because it decodes: {@link
 * dev.teeproof.eventlog.data.Binding} says whether the digest covers it, and only a replay to a verified register says that
 * the digest was measured.
 *
 * @see "TCG PC Client Platform Firmware Profile, section 10; UEFI Specification 2.10"
 */
@NullMarked
package dev.teeproof.eventlog.data;

import org.jspecify.annotations.NullMarked;

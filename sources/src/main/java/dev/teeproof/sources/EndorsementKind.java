package dev.teeproof.sources;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonValue;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What has to be known of a vendor's endorsements to keep them. */
interface EndorsementKind<I extends EndorsementItem, E> {

    /** A platform's certificate changes when its TCB does, and is then another item. */
    int CERTIFICATE_AGES = 30;

    /** What is wrong with the endorsement as this item, in words; empty if it may be kept. Dates are not looked at. */
    Optional<String> trouble(I item, E endorsement);

    /** Empty for one that does not say so that it can be read. */
    Optional<StatedDates> dates(I item, E endorsement);

    String source(E endorsement);

    /** Bytes that it takes, about. */
    long size(E endorsement);

    /** Whether newer ones follow, so that none older than the newest is taken. */
    boolean isFollowed(I item);

    /** Where on the disk it may be kept; empty for one that may not. */
    Optional<EndorsementFolder.Use> kept(EndorsementFolder.Use use, I item);

    /** After what time it is renewed though it is in date. */
    Duration maxAge(I item, Duration usual);

    /** The members of a file that keeps it. */
    Map<String, JsonValue> members(E endorsement) throws MalformedEvidenceException;

    /** The contrary of {@link #members}. */
    E read(JsonObject file, String source) throws MalformedEvidenceException;
}

package dev.teeproof.eventlog.claims;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.claims.FirmwareLog.Event;
import dev.teeproof.eventlog.claims.FirmwareLog.Role;
import dev.teeproof.eventlog.claims.FirmwareProblem.Code;
import dev.teeproof.eventlog.data.Separator;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where in each register firmware ends and what it started begins.
 *
 * @see "TCG PC Client Platform Firmware Profile, section 2.3.4 (the separator)"
 */
final class Separators {

    private static final Bytes PLAIN = Bytes.zeros(4);
    private static final Bytes ALTERNATIVE = Bytes.of(0xff, 0xff, 0xff, 0xff);

    private final Map<RegisterIndex, Long> positions = new HashMap<>();
    private final Map<HashAlgorithm, List<Bytes>> digests = new HashMap<>();

    Separators(FirmwareLog log, boolean oneSeparator) {
        Map<RegisterIndex, Long> seen = new HashMap<>();
        for (Event event : log.events(Role.DRIVERS, Role.SECURE_BOOT, Role.APPLICATIONS, Role.EXIT_BOOT_SERVICES)) {
            if (event.type() != EventType.EV_SEPARATOR) {
                mislabelled(log, event);
            } else if (seen.putIfAbsent(event.register(), event.position()) == null) {
                first(log, event);
            } else if (oneSeparator) {
                log.problem(Code.DUPLICATE_SEPARATOR, event, "a second separator");
            }
        }
    }

    private void first(FirmwareLog log, Event event) {
        boolean plain = event.data() instanceof Separator separator && separator.isPlain();
        if (!plain) {
            log.problem(Code.BAD_SEPARATOR, event, event.data().text());
        }
        if (log.covered(event) && plain) {
            positions.put(event.register(), event.position());
        }
    }

    private void mislabelled(FirmwareLog log, Event event) {
        for (EventDigest digest : event.event().digests()) {
            List<Bytes> known = digests.computeIfAbsent(digest.algorithm(), Separators::compute);
            if (known.contains(digest.value())) {
                log.problem(
                        Code.MISLABELLED_SEPARATOR,
                        event,
                        "the digest of a separator with the type " + EventType.name(event.type()));
                return;
            }
        }
    }

    private static List<Bytes> compute(HashAlgorithm algorithm) {
        return algorithm
                .digest()
                .filter(Digest::isAvailable)
                .map(digest -> List.of(digest.of(PLAIN), digest.of(ALTERNATIVE)))
                .orElse(List.of());
    }

    /** Whether the event stands behind the separator of its register; false where that has none. */
    boolean isBehind(Event event) {
        Long position = positions.get(event.register());
        return position != null && event.position() > position;
    }
}

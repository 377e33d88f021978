package dev.teeproof.eventlog.claims;

import static dev.teeproof.eventlog.model.EventType.*;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.claims.FirmwareLog.Event;
import dev.teeproof.eventlog.claims.FirmwareLog.Role;
import dev.teeproof.eventlog.claims.FirmwareProblem.Code;
import dev.teeproof.eventlog.claims.Platform.Technology;
import dev.teeproof.eventlog.data.CrtmVersion;
import dev.teeproof.eventlog.data.EventData;
import dev.teeproof.eventlog.data.NonHostInfo;
import dev.teeproof.eventlog.model.HashAlgorithm;
import java.util.Optional;
import java.util.OptionalLong;

/** What PCR 0 says before its separator; of a confidential guest's log its kind says enough. */
final class PlatformRules {

    private final FirmwareLog log;
    private Technology technology = Technology.UNKNOWN;
    private OptionalLong gceVersion = OptionalLong.empty();
    private Optional<Bytes> crtmVersion = Optional.empty();

    PlatformRules(FirmwareLog log) {
        this.log = log;
    }

    Platform read() {
        if (log.isConfidential()) {
            boolean sm3 = log.all().stream()
                    .anyMatch(
                            event -> event.event().digest(HashAlgorithm.SM3_256).isPresent());
            technology = sm3 ? Technology.HYGON_CSV : Technology.INTEL_TDX;
        } else {
            firmware();
        }
        return new Platform(technology, gceVersion, crtmVersion);
    }

    private void firmware() {
        for (Event event : log.events(Role.FIRMWARE)) {
            if (event.type() == EV_SEPARATOR) {
                return;
            }
            if (event.type() == EV_S_CRTM_VERSION
                    && event.data() instanceof CrtmVersion version
                    && log.covered(event)) {
                gceVersion = version.gceVersion();
                crtmVersion = gceVersion.isPresent() ? Optional.empty() : Optional.of(version.data());
            }
            if (event.type() == EV_NONHOST_INFO) {
                nonHostInfo(event);
            }
        }
    }

    private void nonHostInfo(Event event) {
        if (event.data() instanceof EventData.Malformed malformed) {
            log.problem(Code.MALFORMED_EVENT, event, malformed.reason());
        } else if (event.data() instanceof NonHostInfo info && log.covered(event)) {
            technology = Technology.valueOf(info.technology().name());
        }
    }
}

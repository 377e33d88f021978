package dev.teeproof.dcap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what each part of a platform lacks to its next better level. */
record Shortfalls(PckExtension platform, TdxSvns svns, int qeIsvSvn, TcbInfo tcbInfo, QeIdentity qeIdentity) {

    List<Shortfall> of(
            TcbAppraisal.Part<TcbLevel> level,
            Optional<TcbAppraisal.Part<IsvLevel>> module,
            TcbAppraisal.Part<IsvLevel> qe,
            Optional<TcbStatus> relaunch) {
        List<Shortfall> shortfalls = new ArrayList<>();
        platform(level).ifPresent(shortfalls::add);
        if (module.isPresent()) {
            Optional<Shortfall> lagging =
                    relaunch.isPresent() ? Optional.of(relaunched(module.get(), level.status())) : module(module.get());
            lagging.ifPresent(shortfalls::add);
        }
        isv(
                        Shortfall.Part.QUOTING_ENCLAVE,
                        "quoting enclave's SVN",
                        Shortfall.Update.PLATFORM_ENCLAVES,
                        qe,
                        qeIdentity.levels(),
                        qeIsvSvn)
                .ifPresent(shortfalls::add);
        return shortfalls;
    }

    /** The nearest level above the one reached whose status is better; levels stand highest first. */
    private Optional<Shortfall> platform(TcbAppraisal.Part<TcbLevel> reached) {
        List<TcbLevel> levels = tcbInfo.levels();
        for (int i = levels.indexOf(reached.level()) - 1; i >= 0; i--) {
            TcbLevel level = levels.get(i);
            Optional<TcbStatus> status = better(level.status(), reached.status());
            List<Shortfall.Gap> gaps = Shortfall.gaps(platform, svns, level);
            if (status.isPresent() && !gaps.isEmpty()) {
                return Optional.of(new Shortfall(
                        Shortfall.Part.PLATFORM,
                        reached.status(),
                        status.get(),
                        gaps,
                        cleared(reached.said(), level.status())));
            }
        }
        return Optional.empty();
    }

    private Optional<Shortfall> module(TcbAppraisal.Part<IsvLevel> reached) {
        return tcbInfo.identityOf(svns.teeTcbSvn().at(1))
                .flatMap(identity -> isv(
                        Shortfall.Part.TDX_MODULE,
                        "TDX module's SVN",
                        Shortfall.Update.TDX_MODULE,
                        reached,
                        identity.levels(),
                        svns.teeTcbSvn().at(0)));
    }

    private static Shortfall relaunched(TcbAppraisal.Part<IsvLevel> module, TcbStatus platform) {
        return new Shortfall(
                Shortfall.Part.DOMAIN,
                module.status(),
                platform,
                List.of(),
                module.said().advisoryIds());
    }

    private static Optional<Shortfall> isv(
            Shortfall.Part part,
            String component,
            Shortfall.Update update,
            TcbAppraisal.Part<IsvLevel> reached,
            List<IsvLevel> levels,
            int found) {
        for (int i = levels.indexOf(reached.level()) - 1; i >= 0; i--) {
            IsvLevel level = levels.get(i);
            Optional<TcbStatus> status = better(level.status(), reached.status());
            if (status.isPresent()) {
                return Optional.of(new Shortfall(
                        part,
                        reached.status(),
                        status.get(),
                        List.of(new Shortfall.Gap(component, found, level.isvSvn(), update)),
                        cleared(reached.said(), level.status())));
            }
        }
        return Optional.empty();
    }

    private static Optional<TcbStatus> better(LevelStatus level, TcbStatus than) {
        return level.status().filter(status -> status.compareTo(than) < 0);
    }

    private static List<String> cleared(LevelStatus now, LevelStatus then) {
        return now.advisoryIds().stream()
                .filter(advisory -> !then.advisoryIds().contains(advisory))
                .toList();
    }
}

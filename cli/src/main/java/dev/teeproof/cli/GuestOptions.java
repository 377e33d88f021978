package dev.teeproof.cli;

import dev.teeproof.attester.guest.GuestFiles;
import dev.teeproof.attester.tee.TeeBackend;
import dev.teeproof.attester.tee.TeeDetection;
import dev.teeproof.attester.tee.TeeException;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options that say where a dstack guest has its files, and the hardware below it. */
final class GuestOptions {

    private GuestOptions() {}

    static void addTo(CommandSpec spec) {
        spec.addOption(Options.text("--app-compose", "FILE")
                .description("The app's compose file. Default: " + GuestFiles.DSTACK.appCompose() + ".")
                .build());
        spec.addOption(Options.text("--log-dir", "DIR")
                .description("Where the runtime event log is. Default: " + GuestFiles.DSTACK.log() + ".")
                .build());
    }

    static void addHostTo(CommandSpec spec) {
        spec.addOption(Options.text("--sys-config", "FILE")
                .description("The host's configuration. Default: " + GuestFiles.DSTACK.sysConfig() + ".")
                .build());
    }

    static GuestFiles files(ParseResult parsed) {
        GuestFiles usual = GuestFiles.DSTACK;
        return new GuestFiles(
                Path.of(parsed.matchedOptionValue(
                        "--app-compose", usual.appCompose().toString())),
                parsed.commandSpec().findOption("--sys-config") == null
                        ? usual.sysConfig()
                        : Path.of(parsed.matchedOptionValue(
                                "--sys-config", usual.sysConfig().toString())),
                Path.of(parsed.matchedOptionValue("--log-dir", usual.log().toString())));
    }

    /** The trusted execution environment that this program runs in. */
    static TeeBackend tee() throws TeeException {
        return TeeDetection.detect(Path.of("/"), new SecureRandom(), Thread::sleep);
    }
}

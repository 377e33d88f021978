package dev.teeproof.eventlog.claims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.claims.FirmwareProblem.Code;
import dev.teeproof.eventlog.claims.FirmwareState.Options;
import dev.teeproof.eventlog.claims.Platform.Technology;
import dev.teeproof.eventlog.claims.SecureBoot.Authority;
import dev.teeproof.eventlog.data.RealLogs;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealFirmwareStateTest {

    @Test
    void rhel8BootedSecurely() throws Exception {
        FirmwareState state = state(RealLogs.RHEL8, Options.STRICT);

        assertThat(state.problems()).isEmpty();
        assertThat(state.platform().technology()).isEqualTo(Technology.NONE);
        assertThat(state.platform().gceVersion()).hasValue(1);
        SecureBoot secureBoot = state.secureBoot();
        assertThat(secureBoot.enabled()).contains(true);
        assertThat(secureBoot.pk().certificates()).hasSize(1);
        assertThat(secureBoot.kek().certificates()).hasSize(1);
        assertThat(secureBoot.db().certificates()).hasSize(2);
        assertThat(secureBoot.dbx().certificates()).hasSize(3);
        assertThat(secureBoot.dbx().hashes()).hasSize(183);
        assertThat(secureBoot.authoritiesBefore()).isEmpty();
        assertThat(secureBoot.authoritiesAfter())
                .extracting(Authority::variable)
                .containsExactly("db", "Shim");
        assertThat(secureBoot.authoritiesAfter())
                .allMatch(authority -> authority.certificate().isPresent());
        assertThat(state.applications().orElseThrow()).hasSize(3);
        assertThat(state.applications().orElseThrow().get(1).statedPath()).contains("\\EFI\\redhat\\grubx64.efi");
        assertThat(state.grub().commands()).hasSize(50);
        assertThat(state.grub().files())
                .extracting(GrubState.File::statedName)
                .containsExactly("grub_linuxefi Kernel", "grub_linuxefi Initrd");
        assertThat(state.kernelCommandLine().orElseThrow())
                .startsWith("(hd0,gpt2)/boot/vmlinuz-4.18.0-240.22.1.el8_3.x86_64 root=UUID=f3948fb4-")
                .hasSize(212 - "grub_kernel_cmdline ".length() - 1);
    }

    @Test
    void alibabasGuestBootedWithoutKeys() throws Exception {
        FirmwareState state = state(RealLogs.ALIBABA, Options.STRICT);

        assertThat(state.problems()).isEmpty();
        assertThat(state.platform().technology()).isEqualTo(Technology.INTEL_TDX);
        assertThat(state.secureBoot().enabled()).contains(false);
        assertThat(state.secureBoot().pk()).isEqualTo(SignatureDatabase.EMPTY);
        assertThat(state.secureBoot().dbx()).isEqualTo(SignatureDatabase.EMPTY);
        assertThat(state.secureBoot().authoritiesAfter())
                .singleElement()
                .satisfies(authority -> assertThat(authority.setting()).contains("sbat,1,2021030218"));
        assertThat(state.applications().orElseThrow())
                .extracting(application -> sha384(application).toHex().substring(0, 8))
                .containsExactly("06647f7c", "1c6b41cc");
        assertThat(state.grub().commands()).hasSize(53);
        assertThat(state.grub().files()).isEmpty();
        assertThat(state.kernelCommandLine().orElseThrow())
                .startsWith("(hd0,gpt3)/boot/vmlinuz-5.10.134-19.1.al8.x86_64 root=UUID=33b46ac5-")
                .hasSize(544 - "grub_kernel_cmdline ".length() - 2);
    }

    /** An older OVMF puts both separators into one register, and runs a kernel that it was given before it boots. */
    @Test
    void olderOvmfHasTwoSeparatorsInOneRegister() throws Exception {
        FirmwareState strict = state(RealLogs.OVMF, Options.STRICT);
        FirmwareState lenient =
                state(RealLogs.OVMF, Options.STRICT.withAnySeparators().withoutGrub());

        assertThat(strict.problems())
                .extracting(FirmwareProblem::code)
                .containsExactly(
                        Code.DUPLICATE_SEPARATOR, Code.BAD_VARIABLE, Code.EARLY_APPLICATION, Code.NO_GRUB_MEASUREMENTS);
        assertThat(strict.problems().get(0).record()).isEqualTo(15);
        assertThat(lenient.problems())
                .extracting(FirmwareProblem::code)
                .containsExactly(Code.BAD_VARIABLE, Code.EARLY_APPLICATION);
        assertThat(strict.secureBoot().enabled()).isEmpty();
        assertThat(strict.applications()).contains(List.of());
        assertThat(strict.kernelCommandLine()).isEmpty();
    }

    @Test
    void ubuntuBootedWithoutSecureBoot() throws Exception {
        FirmwareState state = state(RealLogs.UBUNTU, Options.STRICT);

        assertThat(state.problems()).isEmpty();
        assertThat(state.secureBoot().enabled()).contains(false);
        assertThat(state.applications().orElseThrow()).hasSize(2);
        assertThat(state.grub().commands()).hasSize(67);
        assertThat(state.grub().files()).hasSize(9);
        assertThat(state.kernelCommandLine().orElseThrow())
                .startsWith("/boot/vmlinuz-5.11.0-1006-gcp root=PARTUUID=6443a6ae-");
    }

    @Test
    void debiansLogEndsBeforeBootServicesDo() throws Exception {
        FirmwareState state = state(RealLogs.DEBIAN10, Options.STRICT.withoutGrub());

        assertThat(state.problems()).isEmpty();
        assertThat(state.applications()).isEmpty();
        assertThat(state.secureBoot().authoritiesAfter())
                .extracting(Authority::variable)
                .containsExactly("db", "Shim");
    }

    @Test
    void googlesFirmwareStatesTdxToTheTpm() throws Exception {
        FirmwareState state = state(RealLogs.GCP, Options.STRICT.withoutGrub());

        assertThat(state.platform().technology()).isEqualTo(Technology.INTEL_TDX);
        assertThat(state.platform().gceVersion()).hasValue(2);
    }

    @Test
    void stateIsJsonThatNamesItsCondition() throws Exception {
        String json = Json.write(state(RealLogs.RHEL8, Options.STRICT).toJson());
        JsonObject read = Json.readObject(Bytes.utf8(json), "state");

        assertThat(read.string("condition")).contains("verified quote");
        assertThat(read.object("secure_boot").bool("enabled", false)).isTrue();
        assertThat(read.object("grub").array("commands").elements()).hasSize(50);
        assertThat(read.array("efi_applications").elements()).hasSize(3);
        assertThat(read.array("problems").elements()).isEmpty();
    }

    private static Bytes sha384(EfiApplication application) {
        assertThat(application.digests()).extracting(EventDigest::algorithm).containsExactly(HashAlgorithm.SHA384);
        return application.digests().get(0).value();
    }

    private static FirmwareState state(String file, Options options) throws Exception {
        return FirmwareState.of(RealLogs.read(file), options);
    }
}

package dev.teeproof.image.sev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The launch of a real dstack machine, step by step, up to the measurement that its processor signed. */
class LaunchStepsTest {

    private static final String CMDLINE =
            "console=ttyS0 init=/init panic=1 net.ifnames=0 biosdevname=0 mce=off oops=panic pci=noearly pci=nommconf"
                    + " random.trust_cpu=y random.trust_bootloader=n tsc=reliable no-kvmclock"
                    + " dstack.rootfs_hash=ca5adaef0ac3a36108035925763b48a5818f634e700fbaab561d419fd30d7121"
                    + " dstack.rootfs_size=490713088";

    private static final KernelHashes KERNEL = KernelHashes.ofDigests(
            Bytes.hex("dd9ea274ce9a07090b22e8284b0c841b65c021c2d15ca57d0f16731089dd226c"),
            Optional.of(Bytes.hex("5f844c4a2ca5a3d0711b3db38293b21ba929bb8e0b3c5bc1a779a57f69221c19")),
            CMDLINE);

    @Test
    void eachStepLeavesItsDigest() throws Exception {
        CpuType type = CpuType.named("EPYC-v4", "vcpu_type");
        Bytes page = KERNEL.page(0x810c00);
        LaunchDigest digest = LaunchDigest.from(Bytes.hex(
                "ffb57e393469a497c0e3b07bd1c97d8611e555f464d14491837665893ac642b263a71f9507ff100a847897fe0c3f8c6f"));

        assertThat(KERNEL.cmdline())
                .isEqualTo(Bytes.hex("02c866eb3b7308a4ca10156867bc67e43a9f074da6779a79d43831f3df1d4856"));
        assertThat(Digest.SHA_384.of(page))
                .isEqualTo(
                        Bytes.hex(
                                "1e9734efa61c31faf2bf0a9a7c11762897876a83dedc6b2392b5f6d52f11b397f5e27ad9aa866a4e9fd075ffd396840e"));
        assertStep(
                digest.zeroPages(0x800000, 0x9000),
                "40b07eb7c9d33b961c73ebe7129127cc4bccd6e392c639fb29bd493cf68f9a34adaced500edd49104476353e4889ed1b");
        assertStep(
                digest.zeroPages(0x80a000, 0x3000),
                "c740b427d3468f8eacb3b6d5d727ee162d0407cc23a475f74896b02ab00e92ee887cf8060c9655ca5d4bd4cf86619856");
        assertStep(
                digest.secretsPage(0x80d000),
                "b0fa0678998df579b45ddd0d08bad733ee7770431ab55b9f3d4052a3641cdd0de84ba0646e85826440696979e3739cf6");
        assertStep(
                digest.cpuidPage(0x80e000),
                "5f1f863038b56a57ce7d1b4fe4374891bd5a1bd3101fecd86013deb0810c7da3db43dbdd7227c3a7b036c32d40daea5c");
        assertStep(
                digest.zeroPages(0x80f000, 0x1000),
                "691d5c8e3528b43bf6866ba8c519b5492182afffea4f6dabb1012a150e7e153527ac3ce9032cf171131ba089f3d5763b");
        assertStep(
                digest.zeroPages(0x811000, 0xf000),
                "bf68f279e429e2b59d078bca8d7f591a091b5a413a1a1b55711a1f79b6382bde32fa61f25e9432dc63363075df3b8a12");
        assertStep(
                digest.normalPages(0x810000, page),
                "d0969eecd933f9f66004925c1821bf69af0ba61b8591506e62906f37799bbab5e402cc3264d2eff20631493f5534a8e8");
        assertStep(
                digest.vmsaPage(VmsaPage.boot(type, 1)),
                "ddf772793a203b6500e392c429151cf4e23b043651eb17e2778924459402647ac0b6398c88a8c70072efdf3d774fe03b");
        assertStep(
                digest.vmsaPage(VmsaPage.of(0x80b004, type, 1)),
                "7f51e17f72a04d5422cb2c00998166536019a217376f3aa45a630e59c805a599847ff250dbffcd07e1ba639771d6f05d");
    }

    private static void assertStep(LaunchDigest digest, String hex) {
        assertThat(digest.value()).isEqualTo(Bytes.hex(hex));
    }
}

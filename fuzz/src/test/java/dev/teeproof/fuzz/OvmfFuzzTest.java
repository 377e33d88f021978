package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.image.sev.CpuType;
import dev.teeproof.image.sev.KernelHashes;
import dev.teeproof.image.sev.OvmfImage;
import dev.teeproof.image.sev.SevLaunch;
import dev.teeproof.image.sev.SnpLaunch;
import dev.teeproof.image.sev.VmmType;
import java.util.List;
import java.util.Optional;

/** Firmware images: their tables, and the launch digests that follow. An image ends with the input and is filled up in front. */
class OvmfFuzzTest {

    private static final int PAGE = 4096;
    private static final CpuType MILAN = new CpuType(0xa00f11);
    private static final KernelHashes KERNEL = KernelHashes.of(Bytes.empty(), Optional.empty(), "");

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) throws MalformedEvidenceException {
        Optional<OvmfImage> image = Reading.of(input, bytes -> OvmfImage.read(pages(bytes)));
        if (image.isEmpty()) {
            return;
        }
        OvmfImage firmware = image.get();
        Reading.same(SevLaunch.sev(firmware, Optional.empty()), Digest.SHA_256.of(firmware.bytes()));
        Reading.of(input, bytes -> SevLaunch.sevEs(VmmType.QEMU, firmware, Optional.of(KERNEL), 2, MILAN));
        for (Optional<KernelHashes> kernel : List.of(Optional.<KernelHashes>empty(), Optional.of(KERNEL))) {
            Optional<Bytes> digest = Reading.of(
                    input, bytes -> SnpLaunch.of(VmmType.QEMU, firmware, kernel).digest(1, MILAN, 1));
            if (digest.isPresent()) {
                Bytes known = SnpLaunch.firmwareDigest(firmware);
                Reading.same(
                        digest.get(),
                        SnpLaunch.of(VmmType.QEMU, firmware, known, kernel).digest(1, MILAN, 1));
            }
        }
    }

    private static Bytes pages(Bytes end) {
        int front = (PAGE - end.size() % PAGE) % PAGE;
        return Bytes.concat(Bytes.zeros(front), end);
    }
}

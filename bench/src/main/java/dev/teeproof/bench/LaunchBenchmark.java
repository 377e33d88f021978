package dev.teeproof.bench;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.image.sev.CpuType;
import dev.teeproof.image.sev.OvmfImage;
import dev.teeproof.image.sev.SnpLaunch;
import dev.teeproof.image.sev.VmmType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The launch digest of SEV-SNP: from the bytes of a firmware of 4 MiB to four vCPUs; and the floor. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class LaunchBenchmark {

    static final int VCPUS = 4;
    static final String TYPE = "EPYC-v4";

    private Bytes image;
    private byte[] array;
    private Bytes firmwareDigest;

    @Setup
    public void makeTheFirmware() throws MalformedEvidenceException {
        image = GeneratedFirmware.image();
        array = image.toArray();
        firmwareDigest = SnpLaunch.firmwareDigest(OvmfImage.read(image));
    }

    /** SHA-384 of the same bytes, called directly. */
    @Benchmark
    public byte[] floorSha384() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-384").digest(array);
    }

    /** Read and launched. */
    @Benchmark
    public Bytes launchDigest() throws MalformedEvidenceException {
        return digest(image);
    }

    /** Where the digest of the firmware's pages is known. */
    @Benchmark
    public Bytes launchDigestOfKnownFirmware() throws MalformedEvidenceException {
        return SnpLaunch.of(VmmType.QEMU, OvmfImage.read(image), firmwareDigest, Optional.empty())
                .digest(VCPUS, CpuType.named(TYPE, "type"), 1);
    }

    static Bytes digest(Bytes image) throws MalformedEvidenceException {
        return SnpLaunch.of(VmmType.QEMU, OvmfImage.read(image), Optional.empty())
                .digest(VCPUS, CpuType.named(TYPE, "type"), 1);
    }
}

package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.image.SnpMeasurement;
import dev.teeproof.image.SnpMeasurementParser;
import dev.teeproof.image.sev.CpuType;
import java.util.Optional;

/** Measurement documents of SEV-SNP images, and the launch digest that follows from them. */
class SnpMeasurementFuzzTest {

    private static final CpuType MILAN = new CpuType(0xa00f11);

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) throws MalformedEvidenceException {
        Optional<SnpMeasurement> document = Reading.of(input, SnpMeasurementParser::read);
        if (document.isEmpty()) {
            return;
        }
        SnpMeasurement read = document.get();
        Reading.same(read, Reading.again(read.toCbor(), SnpMeasurementParser::read));
        if (Reading.of(input, bytes -> read.launchDigest(2, MILAN, 1)).isPresent()) {
            Reading.same(read.launch().digest(2, MILAN, 1), read.launchDigest(2, MILAN, 1));
            Reading.same(read.rootfsHash().size(), 32);
        }
    }
}

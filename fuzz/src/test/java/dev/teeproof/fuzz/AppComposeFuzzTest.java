package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.codec.Bytes;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.dstack.ComposeWarning;
import java.util.List;
import java.util.Optional;

/** {@link AppCompose#read}, and what a guest would measure of it. */
class AppComposeFuzzTest {

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        Optional<List<ComposeWarning>> warnings =
                Reading.of(input, bytes -> AppCompose.read(bytes).warnings());

        if (warnings.isPresent()) {
            AppCompose compose = Reading.again(Bytes.copyOf(input), AppCompose::read);
            Reading.same(compose.bytes(), Bytes.copyOf(input));
            Reading.same(compose.composeHash(), AppCompose.composeHash(Bytes.copyOf(input)));
            Reading.same(
                    compose.initScriptHashes().size(), compose.initScripts().size());
            Reading.same(compose.gpuPolicyHash().size(), 32);
        }
    }
}

package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.dstack.ComposeDifference;
import dev.teeproof.dstack.ComposeFields;
import dev.teeproof.dstack.NormalizedCompose;
import java.util.List;
import java.util.Optional;

/** {@code app-compose.json}, what is warned of in it, and its normalized form, which is its own normalized form. */
class AppComposeFuzzTest {

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        Optional<AppCompose> read = Reading.of(input, AppCompose::read);
        if (read.isEmpty()) {
            return;
        }
        AppCompose compose = read.get();
        Reading.same(AppCompose.composeHash(Bytes.copyOf(input)), compose.composeHash());
        Reading.same(compose.initScripts().size(), compose.initScriptHashes().size());
        Reading.same(compose.warnings(), compose.warnings());
        Reading.same(List.of(), ComposeDifference.between(compose, compose));
        Reading.same(true, ComposeFields.effective(compose).members().keySet().containsAll(ComposeFields.names()));
        NormalizedCompose normalized = NormalizedCompose.of(compose.json());
        Reading.same(
                normalized,
                NormalizedCompose.of(Reading.again(normalized.text(), text -> Json.readObject(text, "text"))));
    }
}

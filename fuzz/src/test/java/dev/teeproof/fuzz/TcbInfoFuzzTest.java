package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.dcap.SignedDocumentParsers;

/** TCB infos of either version. */
class TcbInfoFuzzTest {

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        Reading.of(input, SignedDocumentParsers::tcbInfo).ifPresent(info -> {
            String rewritten = Json.write(Reading.again(Bytes.copyOf(input), text -> Json.readObject(text, "fuzz")));
            Reading.same(info, Reading.again(Bytes.utf8(rewritten), SignedDocumentParsers::tcbInfo));
        });
    }
}

package dev.teeproof.attester.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.attester.clients.AgentConnection.Answer;
import dev.teeproof.codec.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A verifier that nobody here wrote takes a simulated machine's quote under its root, and under Intel's does not. */
@Timeout(120)
class QuoteOfSimulatedMachineTest {

    @TempDir
    private Path directory;

    @Test
    void dcapQvlFetchesTheCollateralAndAcceptsTheQuoteUnderTheSimulationsRootAlone() throws Exception {
        PeerScript script = PeerScript.node("quote.js", "@phala/dcap-qvl");
        try (RunningMachine machine = RunningMachine.tdx(directory)) {
            Answer answer = machine.call("GetQuote", "{\"report_data\":\"0102\"}");
            Path quote = Files.write(
                    directory.resolve("quote"), answer.json().hex("quote").toArray());

            JsonObject said = script.run(
                    Map.of(),
                    machine.simulation().pccsUrl().toString(),
                    quote.toString(),
                    directory.resolve("root_ca.der").toString(),
                    String.valueOf(RunningMachine.AT.getEpochSecond()));

            assertThat(said.object("own").optionalString("error")).isEmpty();
            assertThat(said.object("own").string("status")).isEqualTo("UpToDate");
            assertThat(said.object("own").array("advisories").elements()).isEmpty();
            assertThat(said.object("intel").optionalString("status")).isEmpty();
            assertThat(said.object("intel").string("error")).isNotEmpty();
        }
    }
}

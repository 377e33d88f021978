package dev.teeproof.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.simulator.Fault;
import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.simulator.TdxBlueprint;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What makes a machine invalid in dstack's sense, and what is only told. */
class SimulatedMachineOverHttpTest {

    private static final Instant AT = Instant.parse("2026-05-01T00:00:00Z");

    private static JsonObject verify(Fault fault) throws Exception {
        SimulatedTdx machine = fault.in(TdxBlueprint.of(7, AT)).build();
        try (RunningService service = RunningService.simulating(machine, AT)) {
            return service.verify(machine.request().toUtf8("request"));
        }
    }

    @Test
    void aPlatformThatIsOutOfDateStaysValidWithAWarning() throws Exception {
        JsonObject answer = verify(Fault.TCB_OUT_OF_DATE);

        assertThat(answer.bool("is_valid", false)).isTrue();
        assertThat(answer.string("verdict")).isEqualTo("warning");
        assertThat(answer.object("details").string("tcb_status")).isEqualTo("OutOfDate");
        assertThat(answer.object("details").object("boot_info").string("tcbStatus"))
                .isEqualTo("OutOfDate");
        assertThat(answer.object("details").array("advisory_ids").strings()).isNotEmpty();
    }

    @Test
    void aHostThatCanInjectPageFaultsIsNotValid() throws Exception {
        JsonObject answer = verify(Fault.SEPT_VE);

        assertThat(answer.bool("is_valid", true)).isFalse();
        assertThat(answer.string("reason")).startsWith("Quote verification failed: ");
        assertThat(answer.object("details").bool("quote_verified", true)).isFalse();
    }

    @Test
    void aForgedQuoteIsNotValidAndAnsweredWith200() throws Exception {
        JsonObject answer = verify(Fault.QUOTE_FORGED);

        assertThat(answer.bool("is_valid", true)).isFalse();
        assertThat(answer.string("verdict")).isEqualTo("contraindicated");
    }
}

package dev.teeproof.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.simulator.SimulatedSnp;
import dev.teeproof.simulator.SnpMachineBlueprint;
import dev.teeproof.simulator.SnpMachineFault;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.verifier.Verifier;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Machines with AMD SEV-SNP, as a client of dstack's verifier meets them. */
class SnpOverHttpTest {

    private static final Instant AT = Instant.parse("2026-07-01T00:00:00Z");

    private static JsonObject verify(Verifier.Builder verifier, String request) throws Exception {
        try (RunningService service = RunningService.of(verifier.build(), AT, ServerSettings.DEFAULT)) {
            return service.verify(request);
        }
    }

    private static JsonObject verify(SimulatedSnp machine) throws Exception {
        return verify(
                Verifier.builder().trustAnchors(machine.report().trustAnchors()),
                machine.request().toUtf8("request"));
    }

    /** Its platform is out of date, which dstack reports and does not refuse. */
    @Test
    void aRealMachineIsValidAndItsEventsAreNotSaidToBeVerified() throws Exception {
        JsonObject answer = verify(Verifier.builder(), Conformance.text("dstack/sev-snp-attestation.json"));
        JsonObject details = answer.object("details");

        assertThat(answer.bool("is_valid", false)).isTrue();
        assertThat(answer.string("verdict")).isEqualTo("warning");
        assertThat(details.string("tee_variant")).isEqualTo("dstack-amd-sev-snp");
        assertThat(details.string("tcb_status")).isEqualTo("OutOfDate");
        assertThat(details.bool("quote_verified", false)).isTrue();
        assertThat(details.bool("os_image_hash_verified", false)).isTrue();
        assertThat(details.bool("event_log_verified", true)).isFalse();
        assertThat(details.hex("report_data").size()).isEqualTo(64);
    }

    @Test
    void aMachineWithNothingWrongIsAffirmedUnderItsRoot() throws Exception {
        SimulatedSnp machine = SnpMachineBlueprint.of(SnpProduct.GENOA, 7, AT).build();
        JsonObject answer = verify(machine);

        assertThat(answer.string("verdict")).isEqualTo("affirming");
        assertThat(answer.bool("is_valid", false)).isTrue();
        assertThat(answer.object("details").string("tee_variant")).isEqualTo("dstack-amd-sev-snp");
    }

    @Test
    void anotherMachineThanItSaysIsNotValidAndAnsweredWith200() throws Exception {
        SnpMachineBlueprint plan = SnpMachineBlueprint.of(SnpProduct.GENOA, 7, AT);

        JsonObject forged = verify(SnpMachineFault.REPORT_FORGED.in(plan).build());
        assertThat(forged.bool("is_valid", true)).isFalse();
        assertThat(forged.object("details").bool("quote_verified", true)).isFalse();
        assertThat(forged.string("verdict")).isEqualTo("contraindicated");
        JsonObject image = verify(SnpMachineFault.ANOTHER_COMMAND_LINE.in(plan).build());
        assertThat(image.bool("is_valid", true)).isFalse();
        assertThat(image.object("details").bool("os_image_hash_verified", true)).isFalse();
        assertThat(image.string("verdict")).isEqualTo("contraindicated");
    }
}

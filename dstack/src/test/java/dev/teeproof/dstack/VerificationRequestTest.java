package dev.teeproof.dstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonNull;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.dcap.QuoteFault;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationRequestTest {

    private static final String ATTESTATION = "\"attestation\":\"" + Golden.POD + "\"";

    @Test
    void aRealAttestationIsRead() throws Exception {
        VerificationRequest request = RealEvidence.request(RealEvidence.LITE);

        assertThat(request.warnings()).isEmpty();
        assertThat(request.attestation().stack().runtimeEvents().events()).hasSize(9);
    }

    @Test
    void aRealQuoteWithItsLogIsPutTogether() throws Exception {
        VerificationRequest request = RealEvidence.request(RealEvidence.QUOTE_REPORT);
        Stack stack = request.attestation().stack();
        Platform.Tdx tdx = RealEvidence.tdx(request.attestation());

        assertThat(request.warnings()).isEmpty();
        assertThat(tdx.eventLog().events()).hasSize(28);
        assertThat(stack.runtimeEvents()).isEqualTo(tdx.eventLog().runtimeEvents());
        assertThat(stack.runtimeEvents().events()).hasSize(8);
        assertThat(stack.reportData()).isEqualTo(Bytes.concat(Bytes.hex("1234"), Bytes.zeros(62)));
        assertThat(stack.config()).startsWith("{\"spec_version\": 1");
        assertThat(stack.reportDataPayload()).isEmpty();
    }

    @Test
    void anAttestationWinsAndWhatIsIgnoredIsSaid() throws Exception {
        VerificationRequest request =
                read("{\"vm_config\":7,\"quote\":\"junk\"," + ATTESTATION + ",\"event_log\":[],\"debug\":1}");

        assertThat(request.attestation()).isEqualTo(Attestation.decode(Bytes.hex(Golden.POD)));
        assertThat(request.warnings())
                .containsExactly(
                        "the member quote is ignored beside an attestation",
                        "the member event_log is ignored beside an attestation",
                        "the member vm_config is ignored beside an attestation");
    }

    @Test
    void nullStandsForAbsent() throws Exception {
        assertThat(read("{" + ATTESTATION + ",\"quote\":null,\"event_log\":null,\"vm_config\":null}")
                        .warnings())
                .isEmpty();
        assertThat(VerificationRequest.read(quoteReport("attestation", new JsonNull())))
                .isEqualTo(RealEvidence.request(RealEvidence.QUOTE_REPORT));
        assertThat(VerificationRequest.read(quoteReport("vm_config", new JsonNull()))
                        .attestation()
                        .stack()
                        .config())
                .isEmpty();
    }

    /** As an agent's answer has them; whether they are the quote's is checked, not assumed. */
    @Test
    void reportDataThatTheSenderStatesAreWhatTheAttestationStates() throws Exception {
        String answer = Conformance.text("dstack/quote-report.json");
        Bytes quoted = VerificationRequest.read(Bytes.utf8(answer))
                .attestation()
                .stack()
                .reportData();

        Bytes other = VerificationRequest.read(Bytes.utf8(answer.replace("\"1234", "\"1235")))
                .attestation()
                .stack()
                .reportData();

        assertThat(quoted.toHex()).startsWith("1234").hasSize(128);
        assertThat(other.toHex()).startsWith("1235").hasSize(128);
    }

    @Test
    void unknownMembersAreIgnored() throws Exception {
        assertThat(read("{" + ATTESTATION + ",\"report_data\":{},\"\":[null]}").warnings())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{}, MISSING, request.quote",
                "{\"quote\":\"\"}, MISSING, request.event_log",
                "{\"event_log\":\"[]\"}, MISSING, request.quote",
                "{\"quote\":null}, MISSING, request.quote",
                "{\"quote\":4}, WRONG_TYPE, request.quote",
                "{\"quote\":\"0x04\"}, BAD_VALUE, request.quote",
                "{\"quote\":\"040\"}, BAD_LENGTH, request.quote",
                "`{\"quote\":\"04\",\"event_log\":[]}`, WRONG_TYPE, request.event_log",
                "`{\"quote\":\"04\",\"event_log\":\"[]\",\"vm_config\":{}}`, WRONG_TYPE, request.vm_config",
                "`{\"quote\":\"04\",\"event_log\":\"{}\"}`, WRONG_TYPE, event_log",
                "`{\"quote\":\"04\",\"event_log\":\"\"}`, TRUNCATED, event_log",
                "`{\"quote\":\"04\",\"event_log\":\"[1]\"}`, WRONG_TYPE, event_log[0]",
                "`{\"quote\":\"04\",\"event_log\":\"5b5d\"}`, BAD_VALUE, event_log",
                "{\"attestation\":5}, WRONG_TYPE, request.attestation",
                "{\"attestation\":\"\"}, TRUNCATED, attestation",
                "{\"attestation\":\"gg\"}, BAD_VALUE, request.attestation",
                "{\"attestation\":\"000\"}, BAD_LENGTH, request.attestation",
                "{\"attestation\":\"ff\"}, BAD_VALUE, attestation",
                "`{\"quote\":\"\",\"quote\":\"\"}`, DUPLICATE, request",
                "[], WRONG_TYPE, request",
                "``, TRUNCATED, request",
                "{, BAD_VALUE, request",
                "{}{}, TRAILING_BYTES, request",
            })
    void whatIsMissingOrOfAnotherTypeIsRefused(String json, Malformation code, String path) {
        MalformedEvidenceException fault = fault(Bytes.utf8(json));

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo(path);
    }

    @Test
    void aQuoteThatIsNoneIsRefused() {
        assertThat(fault(quoteReport("quote", new JsonString("0400"))).code()).isEqualTo(QuoteFault.QUOTE_TRUNCATED);
    }

    @Test
    void aRequestOfMoreThanTwiceTheLargestAttestationIsRefusedUnread() {
        byte[] blanks = new byte[VerificationRequest.MAX_SIZE + 1];
        Arrays.fill(blanks, (byte) ' ');

        assertThat(fault(Bytes.copyOf(blanks)).code()).isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    /** The request with the quote, one member exchanged. */
    private static Bytes quoteReport(String member, JsonValue value) {
        try {
            JsonObject request = Json.readObject(Bytes.copyOf(Conformance.bytes(RealEvidence.QUOTE_REPORT)), "request");
            Map<String, JsonValue> members = new LinkedHashMap<>(request.members());
            members.put(member, value);
            return Bytes.utf8(Json.write(JsonObject.of(members)));
        } catch (MalformedEvidenceException e) {
            throw new AssertionError(e);
        }
    }

    private static VerificationRequest read(String json) throws MalformedEvidenceException {
        return VerificationRequest.read(Bytes.utf8(json));
    }

    private static MalformedEvidenceException fault(Bytes json) {
        return catchThrowableOfType(MalformedEvidenceException.class, () -> VerificationRequest.read(json));
    }
}

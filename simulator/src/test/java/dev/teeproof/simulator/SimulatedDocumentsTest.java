package dev.teeproof.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedDocumentsTest {

    private static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"SGX_V3, SGX, QE, 1", "SGX_V5, SGX, QE, 1", "TDX_V4, TDX, TD_QE, 2", "TDX_V5_TD15, TDX, TD_QE, 2"})
    void documentsAreThoseOfTheTechnology(QuoteKind kind, String tcb, String qe, int product) throws Exception {
        JsonObject container = container(QuoteBlueprint.of(kind, 7, AT));
        JsonObject info = inner(container, "tcb_info");
        JsonObject identity = inner(container, "qe_identity");

        assertThat(info.string("id")).isEqualTo(tcb);
        assertThat(info.unsigned("version", 9)).isEqualTo(3);
        assertThat(info.optional("tdxModule").isPresent()).isEqualTo(!kind.sgx());
        assertThat(info.text().toUtf8("info").contains("tdxtcbcomponents")).isEqualTo(!kind.sgx());
        assertThat(identity.string("id")).isEqualTo(qe);
        assertThat(identity.unsigned("isvprodid", 9)).isEqualTo(product);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcb_info", "qe_identity", "tcb_info_early", "qe_identity_early"})
    void eachDocumentIsSignedByTheTcbSigner(String member) throws Exception {
        for (QuoteKind kind : QuoteKind.values()) {
            JsonObject container = container(QuoteBlueprint.of(kind, 7, AT).earlyDocuments());
            Certificate signer = Certificate.readPem(Bytes.utf8(container.string("tcb_info_issuer_chain")), "chain")
                    .getFirst();

            assertThat(QuoteFields.signed(
                            signer.publicKey(),
                            Bytes.utf8(container.string(member)),
                            container.hex(member + "_signature", 64)))
                    .isTrue();
        }
    }

    @Test
    void versionTwoNamesEachComponentAndNoTechnology() throws Exception {
        JsonObject info = inner(
                container(QuoteBlueprint.of(QuoteKind.SGX_V3, 7, AT)
                        .tcbInfo(spec -> spec.withForm(TcbInfoSpec.Form.SGX_V2))),
                "tcb_info");
        JsonObject tcb = ((JsonObject) info.array("tcbLevels").elements().getFirst()).object("tcb");

        assertThat(info.optional("id")).isEmpty();
        assertThat(info.unsigned("version", 9)).isEqualTo(2);
        assertThat(tcb.unsigned("sgxtcbcomp01svn", 255)).isEqualTo(3);
        assertThat(tcb.unsigned("sgxtcbcomp08svn", 255)).isEqualTo(5);
        assertThat(tcb.unsigned("sgxtcbcomp16svn", 255)).isZero();
        assertThat(tcb.unsigned("pcesvn", 65535)).isEqualTo(13);
    }

    @ParameterizedTest
    @EnumSource(names = {"SGX_V3", "TDX_V4"})
    void theNextEvaluationPutsTodaysLevelOutOfDate(QuoteKind kind) throws Exception {
        JsonObject container = container(QuoteBlueprint.of(kind, 7, AT).earlyDocuments());
        for (String member : List.of("tcb_info", "qe_identity")) {
            JsonObject today = inner(container, member);
            JsonObject early = inner(container, member + "_early");

            assertThat(today.unsigned("tcbEvaluationDataNumber", 99)).isEqualTo(18);
            assertThat(early.unsigned("tcbEvaluationDataNumber", 99)).isEqualTo(19);
            assertThat(statuses(today).getFirst()).isEqualTo("UpToDate");
            assertThat(statuses(early))
                    .startsWith("UpToDate", "OutOfDate")
                    .hasSize(statuses(today).size() + 1);
            assertThat(early.text().toUtf8("early")).contains("INTEL-SA-90010");
        }
    }

    @Test
    void anEditReachesTheEarlyDocumentWhereItsPieceStands() throws Exception {
        JsonObject container = container(QuoteBlueprint.of(QuoteKind.SGX_V3, 7, AT)
                .earlyDocuments()
                .tcbInfo("\"pceId\":\"0000\"", "\"pceId\":\"0001\"")
                .tcbInfo("\"tcbEvaluationDataNumber\":18", "\"tcbEvaluationDataNumber\":17"));

        assertThat(inner(container, "tcb_info").string("pceId")).isEqualTo("0001");
        assertThat(inner(container, "tcb_info_early").string("pceId")).isEqualTo("0001");
        assertThat(inner(container, "tcb_info").unsigned("tcbEvaluationDataNumber", 99))
                .isEqualTo(17);
        assertThat(inner(container, "tcb_info_early").unsigned("tcbEvaluationDataNumber", 99))
                .isEqualTo(19);
    }

    @Test
    void furtherMembersStandInTheContainerOnlyWhenAskedFor() throws Exception {
        QuoteBlueprint plan = QuoteBlueprint.of(QuoteKind.SGX_V3, 7, AT);

        assertThat(container(plan).members().keySet())
                .hasSize(9)
                .doesNotContain("tcb_info_early", "pck_certificate_chain");
        assertThat(container(plan.pckChainInCollateral()).string("pck_certificate_chain"))
                .isEqualTo(plan.build().pckChainPem().toUtf8("chain"));
    }

    /** The most that a matrix of statuses takes: levels, module identities and identities of any kind. */
    @Test
    void levelsAndIdentitiesAreThoseGiven() throws Exception {
        Bytes high = Bytes.of(240, 240, 240, 240, 240, 240, 240, 240, 240, 240, 240, 240, 240, 240, 240, 240);
        JsonObject container = container(QuoteBlueprint.of(QuoteKind.TDX_V5_TD15, 7, AT)
                .platform(spec -> spec.withTcbComponents(high).withPceSvn(10))
                .tcbInfo(spec -> spec.withModules(
                                ModuleIdentitySpec.of("TDX_F0", IsvLevelSpec.of(0, "UpToDate")),
                                ModuleIdentitySpec.of("TDX_01", IsvLevelSpec.of(0, "OutOfDate")))
                        .withLevels(
                                TcbLevelSpec.of(high, 10, high, "SWHardeningNeeded", "INTEL-SA-1"),
                                TcbLevelSpec.of(Bytes.empty(), 5, Bytes.empty(), "Strange")))
                .qeIdentity(spec -> spec.withLevels(IsvLevelSpec.of(0, "Revoked"))));
        JsonObject info = inner(container, "tcb_info");

        assertThat(statuses(info)).containsExactly("SWHardeningNeeded", "Strange");
        assertThat(objects(info, "tdxModuleIdentities").stream().map(module -> text(module, "id")))
                .containsExactly("TDX_F0", "TDX_01");
        assertThat(info.text().toUtf8("info"))
                .contains("\"tdxtcbcomponents\":[{\"svn\":240},")
                .contains("\"advisoryIDs\":[\"INTEL-SA-1\"]");
        assertThat(statuses(inner(container, "qe_identity"))).containsExactly("Revoked");
    }

    @Test
    void withoutModuleIdentitiesTheMemberIsMissing() throws Exception {
        JsonObject info = inner(
                container(QuoteBlueprint.of(QuoteKind.TDX_V4, 7, AT).tcbInfo(TcbInfoSpec::withModules)), "tcb_info");

        assertThat(info.optional("tdxModule")).isPresent();
        assertThat(info.optional("tdxModuleIdentities")).isEmpty();
    }

    private static JsonObject container(QuoteBlueprint plan) throws MalformedEvidenceException {
        return Json.readObject(plan.build().collateralContainer(), "container");
    }

    private static JsonObject inner(JsonObject container, String member) throws MalformedEvidenceException {
        return Json.readObject(Bytes.utf8(container.string(member)), member);
    }

    private static List<String> statuses(JsonObject document) throws MalformedEvidenceException {
        return objects(document, "tcbLevels").stream()
                .map(level -> text(level, "tcbStatus"))
                .toList();
    }

    private static List<JsonObject> objects(JsonObject document, String member) throws MalformedEvidenceException {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonValue element : document.array(member).elements()) {
            objects.add((JsonObject) element);
        }
        return objects;
    }

    private static String text(JsonObject object, String member) {
        try {
            return object.string(member);
        } catch (MalformedEvidenceException e) {
            throw new AssertionError(e);
        }
    }
}

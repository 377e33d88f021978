package dev.teeproof.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.dcap.CollateralContainer;
import dev.teeproof.simulator.TdxBlueprint;
import dev.teeproof.sources.CollateralChanges.Change;
import dev.teeproof.sources.CollateralChanges.Holding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is told of two containers. */
class CollateralChangesTest {

    private static CollateralContainer real(String name) throws MalformedEvidenceException {
        return CollateralContainer.read(Bytes.copyOf(Conformance.bytes("dcap/collateral/" + name)), name);
    }

    private static CollateralContainer simulated(UnaryOperator<TdxBlueprint> change) throws MalformedEvidenceException {
        Bytes container = change.apply(TdxBlueprint.of(3, Simulated.AT)).build().collateralContainer();
        return CollateralContainer.read(container, "simulated");
    }

    private static List<Change> changes(UnaryOperator<TdxBlueprint> change) throws MalformedEvidenceException {
        return CollateralChanges.between(simulated(plan -> plan), simulated(change));
    }

    @Test
    void whatIsTheSameHasNoChanges() throws MalformedEvidenceException {
        assertThat(changes(plan -> plan)).isEmpty();
    }

    @Test
    void realCollateralSaysUntilWhenItHolds() throws MalformedEvidenceException {
        CollateralContainer april = real("tdx-90c06f000000-2026-04.json");

        assertThat(CollateralChanges.until(april)).contains(Instant.parse("2026-04-15T22:06:09Z"));
        assertThat(CollateralChanges.holdings(april))
                .extracting(Holding::member)
                .containsExactly("pck_crl", "root_ca_crl", "qe_identity", "tcb_info");
        assertThat(CollateralChanges.holdings(april))
                .contains(new Holding(
                        "tcb_info",
                        "TDX 90c06f000000",
                        Instant.parse("2026-03-16T22:06:09Z"),
                        Instant.parse("2026-04-15T22:06:09Z"),
                        OptionalInt.of(18)));
    }

    @Test
    void realCollateralOfTwoMonthsDiffersInItsDatesAndNotInItsLevels() throws MalformedEvidenceException {
        List<Change> changes =
                CollateralChanges.between(real("tdx-90c06f000000-2026-02.json"), real("tdx-90c06f000000-2026-04.json"));

        assertThat(changes)
                .contains(new Change(
                        "tcb_info",
                        "issueDate",
                        Optional.of("2026-02-18T10:58:51Z"),
                        Optional.of("2026-03-16T22:06:09Z")));
        assertThat(changes).noneMatch(change -> change.what().startsWith("TCB level"));
    }

    @Test
    void realTcbInfoOfAnotherVersionCanBeCompared() throws MalformedEvidenceException {
        List<Change> changes = CollateralChanges.between(real("sgx-00a067110000.json"), real("tdx-b0c06f000000.json"));

        assertThat(changes)
                .contains(
                        new Change("tcb_info", "fmspc", Optional.of("00a067110000"), Optional.of("b0c06f000000")),
                        new Change("tcb_info", "id", Optional.of("SGX"), Optional.of("TDX")));
    }

    @Test
    void aLevelsNewStatusIsToldWithItsAdvisories() throws MalformedEvidenceException {
        assertThat(changes(plan -> plan.tcbInfo(
                        "\"tcbStatus\":\"OutOfDate\",\"advisoryIDs\":[\"INTEL-SA-90002\"",
                        "\"tcbStatus\":\"Revoked\",\"advisoryIDs\":[\"INTEL-SA-90002\"")))
                .containsExactly(new Change(
                        "tcb_info",
                        "TCB level sgx 2.2.2.2.3.1.0.5.0.0.0.0.0.0.0.0 / pcesvn 13"
                                + " / tdx 5.0.2.0.0.0.0.0.0.0.0.0.0.0.0.0",
                        Optional.of("OutOfDate INTEL-SA-90002 INTEL-SA-90003"),
                        Optional.of("Revoked INTEL-SA-90002 INTEL-SA-90003")));
    }

    @Test
    void levelsThatComeAndGoAreTold() throws MalformedEvidenceException {
        assertThat(changes(plan -> plan.qeIdentity("\"isvsvn\":4", "\"isvsvn\":5")))
                .containsExactly(
                        new Change("qe_identity", "TCB level isvsvn 4", Optional.of("UpToDate"), Optional.empty()),
                        new Change("qe_identity", "TCB level isvsvn 5", Optional.empty(), Optional.of("UpToDate")));
        assertThat(changes(plan -> plan.tcbInfo("\"isvsvn\":3", "\"isvsvn\":7")))
                .extracting(Change::what)
                .containsExactly("module TDX_03 level isvsvn 3", "module TDX_03 level isvsvn 7");
    }

    @Test
    void anotherEvaluationIsTold() throws MalformedEvidenceException {
        assertThat(changes(plan -> plan.tcbInfo("\"tcbEvaluationDataNumber\":18", "\"tcbEvaluationDataNumber\":19")))
                .containsExactly(
                        new Change("tcb_info", "tcbEvaluationDataNumber", Optional.of("18"), Optional.of("19")));
    }

    @Test
    void aCertificateThatIsRevokedIsTold() throws MalformedEvidenceException {
        assertThat(changes(plan -> plan.pckCrl(list -> list.revoking(0x1f))))
                .containsExactly(new Change("pck_crl", "serial number 1f", Optional.empty(), Optional.of("revoked")));
    }

    @Test
    void anItemThatComesOrGoesIsTold() throws MalformedEvidenceException {
        CollateralContainer whole = simulated(plan -> plan);
        CollateralContainer empty = CollateralContainer.read(Bytes.utf8("{}"), "empty");

        assertThat(CollateralChanges.between(empty, whole))
                .extracting(Change::member)
                .containsExactly("pck_crl", "qe_identity", "root_ca_crl", "tcb_info");
        assertThat(CollateralChanges.between(whole, empty))
                .contains(new Change("tcb_info", "the item", Optional.of("present"), Optional.empty()));
        assertThat(CollateralChanges.until(empty)).isEmpty();
    }
}

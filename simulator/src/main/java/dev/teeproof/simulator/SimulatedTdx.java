package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Platform;
import dev.teeproof.dstack.Stack;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import java.util.Map;

/**
 * A simulated TDX machine as its blueprint says: minted, measured, signed.
 *
 * @param quote of version 4
 * @param attestation the dstack attestation around the quote
 * @param collateralContainer the endorsements, in the JSON container of dcap-qvl
 * @param rootCertificate DER of the root that everything ends at
 * @param ccel the boot log as the firmware leaves it in the CCEL table
 */
public record SimulatedTdx(
        Bytes quote, Attestation attestation, Bytes collateralContainer, Bytes rootCertificate, Bytes ccel) {

    private static final String SOURCE = "the simulated machine";

    /** Its collateral, read. */
    public Collateral collateral() {
        try {
            return Collateral.readContainer(collateralContainer, SOURCE);
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("the simulator writes containers that can be read", e);
        }
    }

    /** Its root, read: to be trusted by those alone who mean the simulation. */
    public Certificate root() {
        try {
            return Certificate.read(rootCertificate, "simulated root");
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("the simulator mints certificates that can be read", e);
        }
    }

    /** Its evidence as the body of dstack's {@code POST /verify}. */
    public Bytes request() {
        Map<String, JsonValue> request =
                Map.of("attestation", new JsonString(attestation.encode().toHex()));
        return Bytes.utf8(Json.write(JsonObject.of(request)));
    }

    static SimulatedTdx of(TdxBlueprint plan) {
        MintedPki pki = MintedPki.of(plan);
        SimulatedEndorsements endorsements = SimulatedEndorsements.of(plan, pki);
        Bytes quote = Bytes.concat(new QuoteMint(plan, pki).core(), plan.quote.trailing);
        TdxEventLog boot = plan.bootEvents();
        return new SimulatedTdx(
                quote,
                attestation(plan, quote, boot),
                endorsements.container(plan, pki),
                endorsements.rootCertificate(),
                Ccel.of(boot));
    }

    private static Attestation attestation(TdxBlueprint plan, Bytes quote, TdxEventLog boot) {
        RuntimeLog sent = plan.sentRuntime.orElse(plan.runtime);
        TdxEventLog whole = boot.withRuntime(sent);
        TdxEventLog log = plan.sentEventLog.apply(plan.wholeEventLog ? whole : whole.liteStripped());
        return new Attestation(
                new Platform.Tdx(quote, log),
                new Stack(plan.statedReportData.orElse(plan.quote.reportData), sent, plan.vmConfig, plan.pod));
    }
}

package dev.teeproof.sources;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.IssuedList;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.simulator.TdxBlueprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One machine, and collateral for it and for another platform, issued a day before a day and good for a month. */
final class Simulated {

    static final Instant AT = Instant.parse("2026-05-01T00:00:00Z");

    private Simulated() {}

    static AuthenticQuote quote() throws MalformedEvidenceException {
        SimulatedTdx machine = TdxBlueprint.of(3, AT).build();
        return (AuthenticQuote) QuoteVerifier.of(TrustAnchors.of(List.of(machine.root())))
                .authenticate(Quote.parse(machine.quote()), AT);
    }

    static Bytes container(int days) {
        return TdxBlueprint.of(3, AT.plus(Duration.ofDays(days))).build().collateralContainer();
    }

    static Bytes containerOfAnotherPlatform(int days) {
        return TdxBlueprint.of(3, AT.plus(Duration.ofDays(days)))
                .tcbInfo("\"fmspc\":\"90c06f000000\"", "\"fmspc\":\"b0c06f000000\"")
                .build()
                .collateralContainer();
    }

    static Collateral collateral(String name, int days) throws MalformedEvidenceException {
        return Collateral.readContainer(container(days), name);
    }

    static Collateral ofAnotherPlatform(String name, int days) throws MalformedEvidenceException {
        return Collateral.readContainer(containerOfAnotherPlatform(days), name);
    }

    /** A container whose lists say nothing that can be read. */
    static Collateral unreadable(String name) throws MalformedEvidenceException {
        Collateral right = collateral(name, 0);
        return new Collateral(
                new IssuedList(Bytes.of(1), Optional.empty(), name),
                right.pckCrl(),
                right.tcbInfo(),
                right.qeIdentity(),
                right.pckCertificateChain(),
                right.later(),
                right.notes());
    }
}

package dev.teeproof.attester.tee;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.simulator.QuoteBlueprint;
import dev.teeproof.simulator.QuoteKind;
import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.simulator.SnpBlueprint;
import dev.teeproof.simulator.SnpBlueprint.SentCertificates;
import dev.teeproof.simulator.TdxBlueprint;
import dev.teeproof.snp.SnpProduct;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;

/** Guests of simulated platforms, behind a fake kernel. */
final class Guests {

    static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");
    static final QuoteBlueprint TDX = QuoteBlueprint.of(QuoteKind.TDX_V4, 1, AT);
    static final SnpBlueprint SNP = SnpBlueprint.of(SnpProduct.GENOA, 1, AT).sent(SentCertificates.VEK_AND_ISSUER);
    static final SecureRandom NAMES = new SecureRandom();

    /** Nobody waits. */
    static final Pause NO_PAUSE = duration -> {
        throw new AssertionError("a pause of " + duration);
    };

    private Guests() {}

    /** Other report data for each number. */
    static Bytes reportData(int number) {
        return Digest.SHA_512.of(Bytes.utf8("report data " + number));
    }

    static FakeKernel tdx() {
        return FakeKernel.ofTdx(Guests::quote);
    }

    /** A TD whose host answers with this, whatever it is asked. */
    static FakeKernel tdx(Bytes quote) {
        return FakeKernel.ofTdx((data, rtmrs) -> quote);
    }

    private static Bytes quote(Bytes reportData, FakeRtmrs rtmrs) {
        QuoteBlueprint blueprint = TDX.reportData(reportData);
        for (int i = 0; i < 4; i++) {
            blueprint = blueprint.body(TdxBlueprint.rtmrOffset(i), rtmrs.value(i));
        }
        return blueprint.build().quote();
    }

    static FakeKernel snp() {
        return FakeKernel.ofSnp(data -> {
            SimulatedReport report = SNP.reportData(data).mint();
            return new TsmReport.Answer(report.report(), report.table());
        });
    }

    /** An SNP guest whose firmware and host answer with this, whatever they are asked. */
    static FakeKernel snp(Bytes report, Bytes table) {
        return FakeKernel.ofSnp(data -> new TsmReport.Answer(report, table));
    }

    static LinuxTdx linuxTdx(FakeKernel kernel) {
        return new LinuxTdx(kernel.root(), NAMES, NO_PAUSE);
    }

    static LinuxSnp linuxSnp(FakeKernel kernel) {
        return new LinuxSnp(kernel.root(), OptionalInt.empty(), NAMES, NO_PAUSE);
    }

    /** Does not wait, and remembers how long it should have. */
    record Pauses(List<Duration> taken) implements Pause {

        Pauses() {
            this(new CopyOnWriteArrayList<>());
        }

        @Override
        public void of(Duration duration) {
            taken.add(duration);
        }
    }
}

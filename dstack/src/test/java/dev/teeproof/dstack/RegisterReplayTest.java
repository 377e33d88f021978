package dev.teeproof.dstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.crypto.Digest;
import dev.teeproof.dcap.TdReport;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The registers of real quotes, replayed from the logs that came with them. */
class RegisterReplayTest {

    @Test
    void aWholeLogReplaysToAllFourRegisters() throws Exception {
        for (Attestation attestation : List.of(RealEvidence.quoteReport(), RealEvidence.guestAgent())) {
            TdReport report = RealEvidence.report(attestation);
            TdxEventLog log = RealEvidence.tdx(attestation).eventLog();

            assertThat(log.hasBootEvents()).isTrue();
            assertThat(List.of(log.replay(0), log.replay(1), log.replay(2), log.replay(3)))
                    .isEqualTo(report.rtmrs());
            assertThat(attestation.stack().runtimeEvents().replay(Digest.SHA_384))
                    .isEqualTo(report.rtmrs().get(3));
        }
    }

    @Test
    void aStrippedLogReplaysToTheFourthAlone() throws Exception {
        for (Attestation attestation :
                List.of(RealEvidence.lite(), RealEvidence.guestAgent().stripped())) {
            TdReport report = RealEvidence.report(attestation);
            TdxEventLog log = RealEvidence.tdx(attestation).eventLog();

            assertThat(log.hasBootEvents()).isFalse();
            assertThat(log.replay(3)).isEqualTo(report.rtmrs().get(3));
            assertThat(log.replay(0)).isNotEqualTo(report.rtmrs().get(0));
            assertThat(log.replay(1).isZero()).isTrue();
        }
    }

    @Test
    void theRegistersAreThoseThatArePublished() throws Exception {
        assertThat(RealEvidence.report(RealEvidence.quoteReport()).rtmrs())
                .extracting(register -> register.toHex().substring(0, 16))
                .containsExactly("2e3843265f8ecdd4", "a1b79d76021970f5", "1e31b59d605df7ee", "0f787c3877f3e950");
        assertThat(RealEvidence.report(RealEvidence.guestAgent()).rtmrs())
                .extracting(register -> register.toHex().substring(0, 16))
                .containsExactly("6203948b7c12a0c2", "0ea1ad399114c590", "1c9854088a35a1c4", "f28a1490ee924e93");
        assertThat(RealEvidence.report(RealEvidence.lite()).rtmrs())
                .extracting(register -> register.toHex().substring(0, 16))
                .containsExactly("f8438db36b96f85d", "2023546e7f3b9d12", "4c1b739ed451a637", "6f24c170d0fd63fc");
    }
}

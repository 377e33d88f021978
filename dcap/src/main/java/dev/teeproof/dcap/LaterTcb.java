package dev.teeproof.dcap;

import dev.teeproof.result.Check;
import java.util.Optional;

/**
 * How current a platform will be when the documents of a later TCB evaluation are in force: next month's verdict today.
 *
 * @param tcb empty where these documents refuse the platform, or cannot be believed
 * @param inWords the status, or why there is none
 */
public record LaterTcb(Optional<TcbAppraisal> tcb, String inWords) {

    static LaterTcb of(TcbAppraisal tcb) {
        return new LaterTcb(Optional.of(tcb), tcb.status() + " by evaluation " + tcb.tcbEvaluationDataNumber());
    }

    static LaterTcb refused(Check reason) {
        return new LaterTcb(Optional.empty(), reason.code().name() + ": " + reason.statement());
    }
}

package dev.teeproof.simulator;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** The documents of a blueprint and the container they are sent in, before they are signed. Changed only in a fresh copy. */
final class CollateralPlan {

    /** Another text in a member of the collateral's container. */
    record Rewriting(String member, UnaryOperator<String> change) {}

    TcbInfoSpec tcbInfo;
    List<Edit> tcbInfoEdits = List.of();
    QeIdentitySpec qeIdentity;
    List<Edit> qeIdentityEdits = List.of();
    List<Rewriting> rewritings = List.of();
    boolean early;
    boolean pckChain;

    CollateralPlan(QuoteKind kind, Instant issued, Instant next) {
        this.tcbInfo = TcbInfoSpec.of(kind, issued, next);
        this.qeIdentity = QeIdentitySpec.of(kind, issued, next);
    }

    CollateralPlan(CollateralPlan other) {
        this.tcbInfo = other.tcbInfo;
        this.tcbInfoEdits = other.tcbInfoEdits;
        this.qeIdentity = other.qeIdentity;
        this.qeIdentityEdits = other.qeIdentityEdits;
        this.rewritings = other.rewritings;
        this.early = other.early;
        this.pckChain = other.pckChain;
    }

    String tcbInfoText() {
        return Edit.all(tcbInfo.text(), tcbInfoEdits);
    }

    String qeIdentityText() {
        return Edit.all(qeIdentity.text(), qeIdentityEdits);
    }
}

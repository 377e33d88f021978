package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.simulator.TdxBlueprint.Role;
import java.util.List;
import java.util.Optional;

/** What a blueprint's quote is to carry, before it is written and signed. Changed only in a fresh copy. */
final class QuotePlan {

    List<Patch> headerPatches = List.of();
    List<Patch> bodyPatches = List.of();
    List<Patch> qeReportPatches = List.of();
    List<Role> sentChain = List.of(Role.PCK, Role.PCK_CA, Role.ROOT);
    Bytes reportData;
    int descriptorType;
    long descriptorSize;
    int outerType = 6;
    int certificationDataType = 5;
    /** Of which type the content is; the type stated beside it may be another. */
    int certificationContent = 5;

    Optional<Bytes> certificationData = Optional.empty();
    Bytes qeAuthenticationData = Bytes.zeros(32);
    Optional<Bytes> attestationKey = Optional.empty();
    Bytes trailing = Bytes.empty();

    QuotePlan(QuoteKind kind, Bytes reportData) {
        this.reportData = reportData;
        this.descriptorType = kind.bodyType();
        this.descriptorSize = kind.bodySize();
    }

    QuotePlan(QuotePlan other) {
        this.headerPatches = other.headerPatches;
        this.bodyPatches = other.bodyPatches;
        this.qeReportPatches = other.qeReportPatches;
        this.sentChain = other.sentChain;
        this.reportData = other.reportData;
        this.descriptorType = other.descriptorType;
        this.descriptorSize = other.descriptorSize;
        this.outerType = other.outerType;
        this.certificationDataType = other.certificationDataType;
        this.certificationContent = other.certificationContent;
        this.certificationData = other.certificationData;
        this.qeAuthenticationData = other.qeAuthenticationData;
        this.attestationKey = other.attestationKey;
        this.trailing = other.trailing;
    }
}

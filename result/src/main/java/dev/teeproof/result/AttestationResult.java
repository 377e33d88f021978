package dev.teeproof.result;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a verifier concludes about one machine: RFC 9334's attestation result.
 *
 * @param evidence the kind of evidence, as a person would name it
 * @param checks in the order in which they ran, those that did not run included
 * @param claims everything that is known about the machine, proven or not; each says which
 * @param endorsements what the conclusion rests on besides the evidence
 * @param warnings what the sender should know and no conclusion depends on
 * @param at the instant at which it holds, as given by the caller
 */
public record AttestationResult(
        String evidence,
        List<Check> checks,
        List<Claim> claims,
        List<EndorsementUse> endorsements,
        List<String> warnings,
        Instant at) {

    public AttestationResult {
        if (checks.isEmpty()) {
            throw new IllegalArgumentException("a result without a check says nothing");
        }
        checks = List.copyOf(checks);
        claims = List.copyOf(claims);
        endorsements = List.copyOf(endorsements);
        warnings = List.copyOf(warnings);
    }

    /** The tier, from the checks alone, so that it can never disagree with them. */
    public Verdict verdict() {
        if (any(Outcome.FAILED)) {
            return Verdict.CONTRAINDICATED;
        }
        if (any(Outcome.NOT_RUN)) {
            return Verdict.NONE;
        }
        return any(Outcome.NOT_ACCEPTED) ? Verdict.WARNING : Verdict.AFFIRMING;
    }

    /** The checks that the verdict is due to; empty for an affirming one. The first is the reason. */
    public List<Check> reasons() {
        Outcome decisive = switch (verdict()) {
            case CONTRAINDICATED -> Outcome.FAILED;
            case NONE -> Outcome.NOT_RUN;
            case WARNING, AFFIRMING -> Outcome.NOT_ACCEPTED;
        };
        return checks.stream().filter(check -> check.outcome() == decisive).toList();
    }

    /** What became of the check with this code, if it belongs to this kind of evidence. */
    public Optional<Check> check(CheckCode code) {
        return checks.stream().filter(check -> check.code().equals(code)).findFirst();
    }

    public Optional<Claim> claim(ClaimName name) {
        return claims.stream().filter(claim -> claim.name() == name).findFirst();
    }

    /** When the first of the endorsements runs out; the result must not be relied on after that. */
    public Optional<Instant> until() {
        return endorsements.stream().map(EndorsementUse::expires).min(Instant::compareTo);
    }

    private boolean any(Outcome outcome) {
        return checks.stream().anyMatch(check -> check.outcome() == outcome);
    }
}

package dev.teeproof.dcap;

import static dev.teeproof.dcap.PolicyCheck.EXPECTED_ISV_SVN;

import dev.teeproof.codec.Bytes;
import dev.teeproof.result.Check;
import dev.teeproof.result.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a report is of the workload that the relying party demands. */
record ReportRules(ExpectedReport expected) {

    List<Check> check(QuoteBody body) {
        List<Check> checks = new ArrayList<>();
        expected.values().forEach((field, allowed) -> checks.add(hasOneOf(body, field, allowed)));
        expected.leastIsvSvn().ifPresent(least -> checks.add(isvSvn(body, least)));
        return checks;
    }

    private static Check hasOneOf(QuoteBody body, ExpectedReport.Field field, Set<Bytes> allowed) {
        Bytes actual = field.of(body);
        if (actual.isEmpty()) {
            return Check.failed(
                    field.check(),
                    "the policy demands a value of " + field.text() + ", which this kind of report lacks");
        }
        boolean right = allowed.contains(actual);
        return new Check(
                field.check(),
                right ? Outcome.PASSED : Outcome.FAILED,
                field.text() + (right ? " is what the policy demands" : " is not what the policy demands"),
                Optional.of(allowed.stream().map(Bytes::toHex).sorted().collect(Collectors.joining(" or "))),
                Optional.of(actual.toHex()));
    }

    private static Check isvSvn(QuoteBody body, int least) {
        return switch (body) {
            case EnclaveReport report ->
                new Check(
                        EXPECTED_ISV_SVN,
                        report.isvSvn() >= least ? Outcome.PASSED : Outcome.FAILED,
                        "the enclave's ISVSVN is " + report.isvSvn() + ", and the policy demands " + least + " or more",
                        Optional.of("at least " + least),
                        Optional.of(Integer.toString(report.isvSvn())));
            case TdReport report ->
                Check.failed(EXPECTED_ISV_SVN, "the policy demands an ISVSVN, which this kind of report lacks");
        };
    }
}

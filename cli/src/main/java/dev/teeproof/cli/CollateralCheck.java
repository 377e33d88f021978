package dev.teeproof.cli;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.dcap.CollateralContainer;
import dev.teeproof.dcap.EndorsementVerifier;
import dev.teeproof.dcap.IssuedDocument;
import dev.teeproof.dcap.IssuedList;
import dev.teeproof.dcap.Tee;
import dev.teeproof.sources.CollateralChanges;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof collateral check}. */
final class CollateralCheck implements Subcommand {

    @Override
    public String name() {
        return "check";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Checks every signature of a container of collateral, and that it is in date; and says what changed"
                                + " against another one.")
                .footer(
                        "",
                        "Exit status: 0 genuine and in date, 1 not so, 2 usage or unreadable input.",
                        "",
                        "Example:",
                        "  teeproof collateral check collateral.json --against last-month.json");
        spec.addPositional(Options.file("The container; - reads standard input."));
        spec.addOption(Options.text("--against", "FILE")
                .description("An earlier container to compare with.")
                .build());
        AppraisalOptions.addRootTo(spec);
        Appraisal.addAtTo(spec);
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        InputFiles files = new InputFiles(terminal.in());
        String file = parsed.matchedPositionalValue(0, "-");
        CollateralContainer container = files.collateral(file);
        Instant at = Appraisal.at(parsed, terminal);
        EndorsementVerifier verifier =
                EndorsementVerifier.of(AppraisalOptions.anchors(parsed, terminal), SignatureVerifier.ofPlatform());
        try {
            boolean good = true;
            Map<String, Optional<String>> troubles = troubles(container, verifier, at);
            for (CollateralChanges.Holding holding : CollateralChanges.holdings(container)) {
                List<String> wrong = wrong(
                        holding, troubles.getOrDefault(holding.member(), Optional.of("nothing here checks it")), at);
                good &= wrong.isEmpty();
                String verdict = wrong.isEmpty()
                        ? terminal.ink().good("good")
                        : terminal.ink().bad("BAD") + "  " + Printable.of(String.join("; ", wrong));
                terminal.out()
                        .println(holding.member() + " (" + Printable.of(holding.subject()) + "), until "
                                + holding.until() + ": " + verdict);
            }
            for (String lacking : lacking(container)) {
                good = false;
                terminal.out().println(lacking + ": " + terminal.ink().bad("LACKING"));
            }
            if (parsed.hasMatchedOption("--against")) {
                String other = parsed.matchedOptionValue("--against", "");
                compare(files.collateral(other), container, other, terminal);
            }
            return good ? 0 : 1;
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException(file + " cannot be read as collateral: " + e.inWords());
        }
    }

    private static List<String> wrong(CollateralChanges.Holding holding, Optional<String> trouble, Instant at) {
        List<String> wrong = new ArrayList<>();
        trouble.ifPresent(wrong::add);
        if (at.isBefore(holding.issued())) {
            wrong.add("it holds from " + holding.issued() + " on");
        }
        if (at.isAfter(holding.until())) {
            wrong.add("it has expired");
        }
        return wrong;
    }

    private static Map<String, Optional<String>> troubles(
            CollateralContainer container, EndorsementVerifier verifier, Instant at) throws MalformedEvidenceException {
        Map<String, Optional<String>> troubles = new LinkedHashMap<>();
        Optional<IssuedList> root = container.rootCaCrl();
        root.ifPresent(list -> troubles.put("root_ca_crl", verifier.trouble(list)));
        container
                .pckCrl()
                .ifPresent(list -> troubles.put(
                        "pck_crl",
                        list.issuerChain()
                                .map(chain -> verifier.trouble(list)
                                        .or(() -> EndorsementVerifier.signerTrouble(chain, root, at)))
                                .orElse(Optional.of("it came without its issuer chain, so nothing says whose it is"))));
        Optional<Tee> tee = Optional.empty();
        if (container.tcbInfo().isPresent()) {
            tee = tee(container.tcbInfo().get());
        }
        document("tcb_info", container.tcbInfo(), true, tee, verifier, root, at, troubles);
        document("qe_identity", container.qeIdentity(), false, tee, verifier, root, at, troubles);
        document("tcb_info_early", container.laterTcbInfo(), true, tee, verifier, root, at, troubles);
        document("qe_identity_early", container.laterQeIdentity(), false, tee, verifier, root, at, troubles);
        return troubles;
    }

    private static Optional<Tee> tee(IssuedDocument tcbInfo) throws MalformedEvidenceException {
        String id = tcbInfo.stated().id();
        return Arrays.stream(Tee.values()).filter(tee -> tee.name().equals(id)).findFirst();
    }

    private static void document(
            String member,
            Optional<IssuedDocument> document,
            boolean tcbInfo,
            Optional<Tee> tee,
            EndorsementVerifier verifier,
            Optional<IssuedList> root,
            Instant at,
            Map<String, Optional<String>> troubles)
            throws MalformedEvidenceException {
        if (document.isEmpty()) {
            return;
        }
        IssuedDocument issued = document.get();
        String id = issued.stated().id();
        boolean fits = issued.stated().fmspc().isPresent() == tcbInfo
                && tee.map(kind -> id.equals(tcbInfo ? kind.name() : kind.qeIdentityId()))
                        .orElse(!tcbInfo);
        troubles.put(
                member,
                fits
                        ? verifier.trouble(issued)
                                .or(() -> EndorsementVerifier.signerTrouble(issued.issuerChain(), root, at))
                        : Optional.of("it is a document of " + id + ", which does not belong here"));
    }

    private static List<String> lacking(CollateralContainer container) {
        List<String> lacking = new ArrayList<>();
        if (container.rootCaCrl().isEmpty()) {
            lacking.add("root_ca_crl");
        }
        if (container.pckCrl().isEmpty()) {
            lacking.add("pck_crl");
        }
        if (container.tcbInfo().isEmpty()) {
            lacking.add("tcb_info");
        }
        if (container.qeIdentity().isEmpty()) {
            lacking.add("qe_identity");
        }
        return lacking;
    }

    private static void compare(CollateralContainer before, CollateralContainer after, String other, Terminal terminal)
            throws MalformedEvidenceException {
        List<CollateralChanges.Change> changes = CollateralChanges.between(before, after);
        terminal.out().println();
        terminal.out()
                .println(changes.isEmpty() ? "nothing changed against " + other : "changed against " + other + ":");
        for (CollateralChanges.Change change : changes) {
            terminal.out()
                    .println("  " + change.member() + ", " + Printable.of(change.what()) + ": "
                            + Printable.of(change.before().orElse("absent")) + " -> "
                            + Printable.of(change.after().orElse("absent")));
        }
    }
}

package dev.teeproof.sources;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.dcap.CollateralContainer;
import dev.teeproof.dcap.IssuedDocument;
import dev.teeproof.dcap.IssuedList;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What containers of collateral say of themselves: until when each item holds, and what differs between two of them. Nothing
 * is verified: a forged container says what it likes.
 */
public final class CollateralChanges {

    /**
     * One item of a container.
     *
     * @param member its name in the container
     * @param subject what it is of: a document's id and FMSPC, or a list's issuer
     * @param until it says that it holds until then, inclusive
     * @param tcbEvaluationDataNumber of documents alone
     */
    public record Holding(
            String member, String subject, Instant issued, Instant until, OptionalInt tcbEvaluationDataNumber) {}

    /**
     * One difference.
     *
     * @param member the item's name in the container
     * @param what the thing that differs, as {@code nextUpdate} or a TCB level
     * @param before how it was; empty if it is new
     * @param after how it is; empty if it is gone
     */
    public record Change(String member, String what, Optional<String> before, Optional<String> after) {}

    private CollateralChanges() {}

    /** Every item but the PCK certificate, in the container's order. */
    public static List<Holding> holdings(CollateralContainer container) throws MalformedEvidenceException {
        List<Holding> holdings = new ArrayList<>();
        for (Map.Entry<String, IssuedList> list : lists(container).entrySet()) {
            IssuedList.Stated stated = list.getValue().stated();
            holdings.add(new Holding(
                    list.getKey(), stated.issuer().toString(), stated.issued(), stated.until(), OptionalInt.empty()));
        }
        for (Map.Entry<String, IssuedDocument> document : documents(container).entrySet()) {
            IssuedDocument.Stated stated = document.getValue().stated();
            holdings.add(new Holding(
                    document.getKey(),
                    stated.id() + stated.fmspc().map(fmspc -> " " + fmspc).orElse(""),
                    stated.issued(),
                    stated.until(),
                    OptionalInt.of(stated.tcbEvaluationDataNumber())));
        }
        return List.copyOf(holdings);
    }

    /** Until when all of it holds; empty for an empty container. */
    public static Optional<Instant> until(CollateralContainer container) throws MalformedEvidenceException {
        return holdings(container).stream().map(Holding::until).min(Comparator.naturalOrder());
    }

    /** What is different in {@code after}, item by item: empty if both say the same. */
    public static List<Change> between(CollateralContainer before, CollateralContainer after)
            throws MalformedEvidenceException {
        Map<String, Map<String, String>> old = facts(before);
        Map<String, Map<String, String>> fresh = facts(after);
        TreeSet<String> members = new TreeSet<>(old.keySet());
        members.addAll(fresh.keySet());
        List<Change> changes = new ArrayList<>();
        for (String member : members) {
            Optional<Map<String, String>> was = Optional.ofNullable(old.get(member));
            Optional<Map<String, String>> is = Optional.ofNullable(fresh.get(member));
            if (was.isEmpty() || is.isEmpty()) {
                changes.add(new Change(member, "the item", was.map(facts -> "present"), is.map(facts -> "present")));
            } else {
                compare(member, was.get(), is.get(), changes);
            }
        }
        return List.copyOf(changes);
    }

    private static void compare(
            String member, Map<String, String> before, Map<String, String> after, List<Change> changes) {
        TreeSet<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        for (String what : all) {
            Optional<String> was = Optional.ofNullable(before.get(what));
            Optional<String> is = Optional.ofNullable(after.get(what));
            if (!was.equals(is)) {
                changes.add(new Change(member, what, was, is));
            }
        }
    }

    private static Map<String, Map<String, String>> facts(CollateralContainer container)
            throws MalformedEvidenceException {
        Map<String, Map<String, String>> facts = new TreeMap<>();
        for (Map.Entry<String, IssuedList> list : lists(container).entrySet()) {
            facts.put(list.getKey(), ofList(list.getValue()));
        }
        for (Map.Entry<String, IssuedDocument> document : documents(container).entrySet()) {
            facts.put(document.getKey(), StatedLevels.facts(document.getValue()));
        }
        return facts;
    }

    private static Map<String, String> ofList(IssuedList issued) throws MalformedEvidenceException {
        CertificateRevocationList list = CertificateRevocationList.readAnyForm(issued.list(), "crl");
        Map<String, String> facts = new TreeMap<>();
        facts.put("issuer", list.issuer().toString());
        facts.put("thisUpdate", list.thisUpdate().toString());
        facts.put("nextUpdate", list.nextUpdate().toString());
        for (BigInteger serial : list.revoked()) {
            facts.put("serial number " + serial.toString(16), "revoked");
        }
        return facts;
    }

    private static Map<String, IssuedList> lists(CollateralContainer container) {
        Map<String, IssuedList> lists = new TreeMap<>();
        container.rootCaCrl().ifPresent(list -> lists.put("root_ca_crl", list));
        container.pckCrl().ifPresent(list -> lists.put("pck_crl", list));
        return lists;
    }

    private static Map<String, IssuedDocument> documents(CollateralContainer container) {
        Map<String, IssuedDocument> documents = new TreeMap<>();
        container.tcbInfo().ifPresent(document -> documents.put("tcb_info", document));
        container.qeIdentity().ifPresent(document -> documents.put("qe_identity", document));
        container.laterTcbInfo().ifPresent(document -> documents.put("tcb_info_early", document));
        container.laterQeIdentity().ifPresent(document -> documents.put("qe_identity_early", document));
        return documents;
    }
}

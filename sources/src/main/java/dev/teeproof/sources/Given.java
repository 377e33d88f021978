package dev.teeproof.sources;

import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.sources.FileContent.Chain;
import dev.teeproof.sources.FileContent.Envelope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All that a set of files gives, newest first. A document without its chain gets every chain whose first certificate signed
 * it, those of its own folder before others; a list gets one of its issuer.
 */
record Given(List<GivenItem> newestFirst) {

    /** Chains that one document is put together with, at most. */
    private static final int MAX_CHAINS = 8;

    /**
     * @param before gives its objects again for what has not changed: verified forms are remembered by identity
     * @param trouble is told of documents that lack a chain
     */
    static Given of(Map<Path, FileContent> files, Given before, Told trouble) {
        SignatureVerifier signatures = SignatureVerifier.ofPlatform();
        List<GivenItem> items = new ArrayList<>();
        files.forEach((file, content) -> {
            items.addAll(content.items());
            for (Envelope document : content.documents()) {
                List<Chain> signers = signers(document, file, files, signatures);
                if (signers.isEmpty()) {
                    trouble.tell(file + " cannot be used: no chain of a TCB signer, in PEM, lies beside it");
                }
                signers.forEach(chain -> items.add(FileContent.withChain(document, chain.pem(), file.toString())));
            }
            for (CertificateRevocationList list : content.lists()) {
                Optional<Chain> issuer = chains(file, files, chain -> isIssuer(chain, list)).stream()
                        .findFirst();
                items.add(FileContent.withChain(list, issuer.map(Chain::pem), file.toString()));
            }
        });
        items.sort(GivenItem.NEWEST_FIRST);
        Map<Endorsement, GivenItem> known = new HashMap<>();
        before.newestFirst.forEach(item -> known.put(item.endorsement(), item));
        return new Given(items.stream()
                .map(item -> same(item, known.get(item.endorsement())))
                .toList());
    }

    private static GivenItem same(GivenItem item, @Nullable GivenItem known) {
        return known != null && known.place() == item.place() ? known : item;
    }

    /** Where no key fits, those that could be a TCB signer's: the signature is then seen to be wrong, with the reason. */
    private static List<Chain> signers(
            Envelope document, Path file, Map<Path, FileContent> files, SignatureVerifier signatures) {
        List<Chain> fitting = chains(
                file,
                files,
                chain -> signatures.verifies(
                        chain.certificates().get(0).publicKey(),
                        document.document().text(),
                        document.document().signature()));
        return fitting.isEmpty()
                ? chains(
                        file,
                        files,
                        chain -> chain.certificates().size() <= 2
                                && !chain.certificates().get(0).selfIssued())
                : fitting;
    }

    private static boolean isIssuer(Chain chain, CertificateRevocationList list) {
        Certificate first = chain.certificates().get(0);
        return first.subject().der().equals(list.issuer().der());
    }

    private static List<Chain> chains(Path file, Map<Path, FileContent> files, Predicate<Chain> fits) {
        List<Chain> beside = new ArrayList<>();
        List<Chain> elsewhere = new ArrayList<>();
        files.forEach((other, content) -> {
            boolean sameFolder = Objects.equals(file.getParent(), other.getParent());
            (sameFolder ? beside : elsewhere).addAll(content.chains());
        });
        List<Chain> found = beside.stream().filter(fits).limit(MAX_CHAINS).toList();
        return found.isEmpty()
                ? elsewhere.stream().filter(fits).limit(MAX_CHAINS).toList()
                : found;
    }
}

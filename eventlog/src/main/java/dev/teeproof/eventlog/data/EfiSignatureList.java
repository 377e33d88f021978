package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.model.LogLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Certificates or hashes of one kind. PK, KEK, db, dbx, dbt and dbr hold any number of such lists.
 *
 * <pre>
 * offset  size  field
 *      0    16  SignatureType
 *     16     4  SignatureListSize     of the whole list
 *     20     4  SignatureHeaderSize
 *     24     4  SignatureSize         of each signature, its owner included
 *     28     h  SignatureHeader
 *   28+h    sn  Signatures            SignatureOwner, 16 bytes, and SignatureData
 * </pre>
 *
 * @see "UEFI 2.10, section 32.4.1 (EFI_SIGNATURE_LIST)"
 */
public record EfiSignatureList(EfiGuid type, Bytes header, List<EfiSignature> signatures) {

    /** DER certificates. */
    public static final String X509 = "X509";

    /** SHA-256 hashes of images. */
    public static final String SHA256 = "SHA256";

    private static final int FIXED = 28;

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("a5c059a1-94e4-4aa7-87b5-ab155c2bf072", X509),
            Map.entry("c1c41626-504c-4092-aca9-41f936934328", SHA256),
            Map.entry("826ca512-cf10-4ac9-b187-be01496631bd", "SHA1"),
            Map.entry("0b6e5233-a65c-44c9-9407-d9ab83bfc8bd", "SHA224"),
            Map.entry("ff3e5307-9fd0-48c9-85f1-8ad56c701e01", "SHA384"),
            Map.entry("093e0fae-a6c4-4f50-9f1b-d41e2b89c19a", "SHA512"),
            Map.entry("3c5766e8-269c-4e34-aa14-ed776e85b3b6", "RSA2048"),
            Map.entry("e2b36190-879b-4a3d-ad8d-f2e7bba32784", "RSA2048_SHA256"),
            Map.entry("67f8444f-8743-48f1-a328-1eaab8736080", "RSA2048_SHA1"),
            Map.entry("3bd2a492-96c0-4079-b420-fcf98ef103ed", "X509_SHA256"),
            Map.entry("7076876e-80c2-4ee6-aad2-28b349a6865b", "X509_SHA384"),
            Map.entry("446dbf63-2502-4cda-bcfa-2465d2b0fe9d", "X509_SHA512"));

    public EfiSignatureList {
        signatures = List.copyOf(signatures);
    }

    /** Lists one behind another, up to the end of what is read. */
    static List<EfiSignatureList> readAll(ByteReader in, LogLimits limits) throws MalformedEvidenceException {
        List<EfiSignatureList> lists = new ArrayList<>();
        while (in.remaining() > 0) {
            if (lists.size() >= limits.signatures()) {
                throw in.fault(Malformation.LIMIT_EXCEEDED, "list", "at most " + limits.signatures() + " lists");
            }
            lists.add(read(in, limits));
        }
        return lists;
    }

    private static EfiSignatureList read(ByteReader in, LogLimits limits) throws MalformedEvidenceException {
        int start = in.position();
        EfiGuid type = EfiGuid.read(in, "signatureType");
        long listSize = in.u32le("signatureListSize");
        long headerSize = in.u32le("signatureHeaderSize");
        long signatureSize = in.u32le("signatureSize");
        if (listSize < FIXED + headerSize) {
            throw in.fault(Malformation.BAD_LENGTH, "signatureListSize", start + 16, "room for the header");
        }
        if (signatureSize < EfiGuid.SIZE) {
            throw in.fault(Malformation.BAD_LENGTH, "signatureSize", start + 24, "at least 16 bytes");
        }
        long size = listSize - FIXED - headerSize;
        if (size % signatureSize != 0) {
            throw in.fault(Malformation.BAD_LENGTH, "signatureListSize", start + 16, "a whole number of signatures");
        }
        long count = size / signatureSize;
        if (count > limits.signatures()) {
            throw in.fault(
                    Malformation.LIMIT_EXCEEDED, "signatures", start, "at most " + limits.signatures() + " signatures");
        }
        Bytes header = in.take("signatureHeader", headerSize);
        ByteReader body = in.slice("signatures", size);
        List<EfiSignature> signatures = new ArrayList<>((int) count);
        for (long i = 0; i < count; i++) {
            EfiGuid owner = EfiGuid.read(body, "signatureOwner");
            Bytes data = body.take("signatureData", signatureSize - EfiGuid.SIZE);
            signatures.add(new EfiSignature(Optional.of(owner), data));
        }
        return new EfiSignatureList(type, header, signatures);
    }

    /** The specification's name for the type, without prefix and suffix; the GUID for one without. */
    public String typeName() {
        String guid = type.toString();
        return NAMES.getOrDefault(guid, guid);
    }

    public boolean isX509() {
        return typeName().equals(X509);
    }

    public boolean isSha256() {
        return typeName().equals(SHA256);
    }

    String text() {
        return signatures.size() + " " + typeName();
    }

    JsonObject toJson() {
        return new Fields()
                .text("type", typeName())
                .list("signatures", signatures, EfiSignature::toJson)
                .toJson();
    }
}

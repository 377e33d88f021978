package dev.teeproof.snp;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The certificates that a host hands out beside reports, as SNP_GET_EXT_REPORT and configfs-tsm's {@code auxblob} give them.
 * Nothing of it is signed: each certificate has to prove itself.
 *
 * <p>Entries of 24 bytes: GUID (16, in the order in which it is written), offset of the data from the table's start (4,
 * little-endian), its length (4, little-endian); an entry of zeros ends them. A GUID stands once; those that are not known are
 * kept. An empty table has no bytes or that last entry alone.
 *
 * @see "Linux, Documentation/virt/coco/sev-guest.rst, SNP_GET_EXT_REPORT; GHCB specification, 56421, section 4.1.8.1"
 */
public record CertificateTable(List<Entry> entries) {

    /** Bytes; the kernel hands out at most four pages. */
    public static final int MAX_SIZE = 1 << 16;

    /** Of a certificate that was given without a name. */
    private static final int ENTRY_SIZE = 24;

    public static final CertificateTable EMPTY = new CertificateTable(List.of());

    public static final Bytes VCEK = Bytes.hex("63da758de6644564adc5f4b93be8accd");
    public static final Bytes VLEK = Bytes.hex("a8074bc2a25a483eaae639c045a0b8a1");
    /** The ASK beside a VCEK, the ASVK beside a VLEK. */
    public static final Bytes ASK = Bytes.hex("4ab7b379bbac4fe4a02f05aef327c782");

    public static final Bytes ARK = Bytes.hex("c0b406a4a803495297433fb6014cd0ae");
    public static final Bytes CRL = Bytes.hex("92f81bc358114d3d97ffd19f88dc67ea");

    /**
     * One certificate or other thing.
     *
     * @param guid what it is, 16 bytes
     * @param data DER or PEM, as received
     */
    public record Entry(Bytes guid, Bytes data) {}

    public CertificateTable {
        entries = List.copyOf(entries);
    }

    /** Reads a table. */
    public static CertificateTable read(Bytes table) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(table, "certificate_table");
        if (table.size() > MAX_SIZE) {
            throw in.fault(
                    SnpFault.CERTIFICATE_TABLE, "length", "at most " + MAX_SIZE + " bytes, found " + table.size());
        }
        if (table.isEmpty()) {
            return EMPTY;
        }
        List<Bytes> guids = new ArrayList<>();
        List<long[]> places = new ArrayList<>();
        Set<Bytes> seen = new HashSet<>();
        while (true) {
            if (in.remaining() < ENTRY_SIZE) {
                throw in.fault(SnpFault.CERTIFICATE_TABLE, "end", "an entry of zeros that ends the table");
            }
            Bytes entry = in.peek("entry", ENTRY_SIZE);
            Bytes guid = in.take("guid", 16);
            long offset = in.u32le("offset");
            long length = in.u32le("length");
            if (entry.isZero()) {
                break;
            }
            if (!seen.add(guid)) {
                throw in.fault(SnpFault.CERTIFICATE_TABLE, "guid", in.position() - ENTRY_SIZE, "each GUID once");
            }
            guids.add(guid);
            places.add(new long[] {offset, length});
        }
        int header = in.position();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < guids.size(); i++) {
            long offset = places.get(i)[0];
            long end = offset + places.get(i)[1];
            if (offset < header || end == offset || end > table.size()) {
                throw in.fault(
                        SnpFault.CERTIFICATE_TABLE,
                        "entry[" + i + "]",
                        i * ENTRY_SIZE,
                        "data behind the entries and inside the table, found " + offset + " to " + end);
            }
            entries.add(new Entry(guids.get(i), table.slice((int) offset, (int) end)));
        }
        return new CertificateTable(entries);
    }

    /** The data of an entry. */
    public Optional<Bytes> data(Bytes guid) {
        return entries.stream()
                .filter(entry -> entry.guid().equals(guid))
                .map(Entry::data)
                .findFirst();
    }
}

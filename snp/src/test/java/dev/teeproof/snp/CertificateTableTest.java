package dev.teeproof.snp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificate tables: what is in them, and every bound of specification 04 section 1.9. */
class CertificateTableTest {

    private static final Bytes OTHER = Bytes.hex("000102030405060708090a0b0c0d0e0f");

    @Test
    void entriesAreFoundByTheirGuids() throws MalformedEvidenceException {
        Bytes table = Bytes.concat(
                entry(CertificateTable.VCEK, 96, 3),
                entry(CertificateTable.ASK, 99, 2),
                entry(OTHER, 96, 5),
                Bytes.zeros(24),
                Bytes.hex("0102030405"));

        CertificateTable read = CertificateTable.read(table);

        assertThat(read.data(CertificateTable.VCEK)).contains(Bytes.hex("010203"));
        assertThat(read.data(CertificateTable.ASK)).contains(Bytes.hex("0405"));
        assertThat(read.data(OTHER)).contains(Bytes.hex("0102030405"));
        assertThat(read.data(CertificateTable.VLEK)).isEmpty();
        assertThat(read.entries()).hasSize(3);
    }

    @Test
    void anEmptyTableHasNothing() throws MalformedEvidenceException {
        assertThat(CertificateTable.read(Bytes.empty()).entries()).isEmpty();
        assertThat(CertificateTable.read(Bytes.zeros(24)).entries()).isEmpty();
        assertThat(CertificateTable.read(Bytes.zeros(4096)).entries()).isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "0, 3, before the entries",
        "24, 3, in the entry that ends them",
        "47, 3, across their end",
        "48, 0, nothing",
        "48, 4, one byte too many",
        "51, 1, behind the end",
        "4294967295, 1, an offset that overflows 32 bits with its length",
        "48, 4294967295, a length that does"
    })
    void dataLiesBehindTheEntriesAndInsideTheTable(long offset, long length, String what) {
        Bytes table = Bytes.concat(entry(CertificateTable.VCEK, offset, length), Bytes.zeros(24), Bytes.hex("010203"));

        assertThat(code(table)).isEqualTo(SnpFault.CERTIFICATE_TABLE);
    }

    @Test
    void aTableEnds() {
        assertThat(code(entry(CertificateTable.VCEK, 24, 0))).isEqualTo(SnpFault.CERTIFICATE_TABLE);
        assertThat(code(Bytes.zeros(23))).isEqualTo(SnpFault.CERTIFICATE_TABLE);
        assertThat(code(Bytes.ofRepeated(1, CertificateTable.MAX_SIZE + 1))).isEqualTo(SnpFault.CERTIFICATE_TABLE);
    }

    /** One reader would take the first, another the last. */
    @Test
    void aGuidStandsOnce() {
        Bytes twice = Bytes.concat(
                entry(CertificateTable.VCEK, 72, 1),
                entry(CertificateTable.VCEK, 73, 1),
                Bytes.zeros(24),
                Bytes.of(1, 2));

        assertThat(code(twice)).isEqualTo(SnpFault.CERTIFICATE_TABLE);
    }

    private static Bytes entry(Bytes guid, long offset, long length) {
        return Bytes.concat(guid, new ByteWriter().u32le(offset).u32le(length).toBytes());
    }

    private static MalformationCode code(Bytes table) {
        try {
            CertificateTable.read(table);
            throw new AssertionError("it was read");
        } catch (MalformedEvidenceException e) {
            return e.code();
        }
    }
}

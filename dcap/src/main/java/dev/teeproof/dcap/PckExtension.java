package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.der.DerReader;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.Extension;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Intel's SGX extension of a PCK certificate, OID 1.2.840.113741.1.13.1: which platform the certificate is for, and at
 * which TCB.
 *
 * @param ppid 16 bytes, the platform's provisioning id
 * @param tcbComponents the SVNs of the 16 SGX TCB components, a byte each; these are what TCB levels are compared with
 * @param cpuSvn 16 bytes; equal to the components in every certificate seen, and not used
 * @param platformInstanceId 16 bytes; platform CA only
 * @param configuration platform CA only
 * @see "Intel SGX PCK Certificate and CRL Profile, section 1.3.5"
 */
public record PckExtension(
        Bytes ppid,
        Bytes tcbComponents,
        int pceSvn,
        Bytes cpuSvn,
        Bytes pceId,
        Bytes fmspc,
        int sgxType,
        Optional<Bytes> platformInstanceId,
        Optional<Configuration> configuration) {

    /** How the platform is set up. */
    public record Configuration(boolean dynamicPlatform, boolean cachedKeys, boolean smtEnabled) {}

    static final Bytes OID = Bytes.hex("2a864886f84d010d01");

    private static final String NAME = "sgx_extension";

    /**
     * Reads the extension of a certificate, unverified; empty if it has none.
     *
     * @throws MalformedEvidenceException if it is not what Intel writes
     */
    public static Optional<PckExtension> ifPresent(Certificate certificate) throws MalformedEvidenceException {
        return certificate.extension(OID).isEmpty() ? Optional.empty() : Optional.of(read(certificate));
    }

    /** Reads the extension of a PCK certificate. */
    static PckExtension read(Certificate pck) throws MalformedEvidenceException {
        Extension extension = pck.extension(OID)
                .orElseThrow(() -> new MalformedEvidenceException(
                        Malformation.MISSING, NAME, 0, "the SGX extension of a PCK certificate"));
        Map<Integer, DerReader> fields = fields(DerReader.of(extension.value(), NAME), OID, NAME, 7);
        Map<Integer, DerReader> tcb = fields(field(fields, 2, "tcb"), child(OID, 2), NAME + ".tcb", 18);
        int[] components = new int[16];
        for (int i = 0; i < components.length; i++) {
            DerReader component = field(tcb, i + 1, "tcb");
            components[i] = component.unsigned("component" + (i + 1), 255);
            component.end();
        }
        DerReader pceSvn = field(tcb, 17, "pcesvn");
        DerReader sgxType = field(fields, 5, "sgx_type");
        return new PckExtension(
                octets(field(fields, 1, "ppid"), "ppid", 16),
                Bytes.of(components),
                pceSvn.unsigned("pcesvn", 0xffff),
                octets(field(tcb, 18, "cpusvn"), "cpusvn", 16),
                octets(field(fields, 3, "pceid"), "pceid", 2),
                octets(field(fields, 4, "fmspc"), "fmspc", 6),
                sgxType.enumerated("sgx_type", 2),
                fields.containsKey(6)
                        ? Optional.of(octets(field(fields, 6, "platform_instance_id"), "platform_instance_id", 16))
                        : Optional.empty(),
                fields.containsKey(7)
                        ? Optional.of(configuration(field(fields, 7, "configuration")))
                        : Optional.empty());
    }

    private static Configuration configuration(DerReader value) throws MalformedEvidenceException {
        String path = NAME + ".configuration";
        Map<Integer, DerReader> fields = fields(value, child(OID, 7), path, 3);
        return new Configuration(
                field(fields, 1, "dynamic_platform").bool("dynamic_platform"),
                field(fields, 2, "cached_keys").bool("cached_keys"),
                field(fields, 3, "smt_enabled").bool("smt_enabled"));
    }

    /** SEQUENCE OF SEQUENCE { OID, value }, in any order, each OID once and a child of {@code parent}. */
    private static Map<Integer, DerReader> fields(DerReader in, Bytes parent, String path, int max)
            throws MalformedEvidenceException {
        DerReader sequence = in.sequence("fields");
        in.end();
        Map<Integer, DerReader> fields = HashMap.newHashMap(max);
        while (sequence.hasMore()) {
            DerReader pair = sequence.sequence("field");
            Bytes oid = pair.oid("oid");
            Bytes value = pair.element("value");
            pair.end();
            int last = oid.at(oid.size() - 1);
            boolean child = oid.size() == parent.size() + 1
                    && oid.slice(0, parent.size()).equals(parent);
            if (!child || last < 1 || last > max) {
                throw new MalformedEvidenceException(
                        Malformation.BAD_VALUE, path, 0, "a field of the SGX extension, found OID " + oid);
            }
            if (fields.put(last, DerReader.of(value, path + "." + last)) != null) {
                throw new MalformedEvidenceException(Malformation.DUPLICATE, path + "." + last, 0, "each field once");
            }
        }
        return fields;
    }

    private static DerReader field(Map<Integer, DerReader> fields, int number, String name)
            throws MalformedEvidenceException {
        DerReader field = fields.get(number);
        if (field == null) {
            throw new MalformedEvidenceException(Malformation.MISSING, NAME + "." + name, 0, "the field " + name);
        }
        return field;
    }

    private static Bytes octets(DerReader field, String name, int size) throws MalformedEvidenceException {
        Bytes octets = field.content(name, DerReader.OCTET_STRING);
        field.end();
        if (octets.size() != size) {
            throw new MalformedEvidenceException(Malformation.BAD_LENGTH, NAME + "." + name, 0, size + " bytes");
        }
        return octets;
    }

    private static Bytes child(Bytes oid, int number) {
        return Bytes.concat(oid, Bytes.of(number));
    }
}

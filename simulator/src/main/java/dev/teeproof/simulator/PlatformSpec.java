package dev.teeproof.simulator;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.PckCa;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;

/**
 * The platform that a PCK certificate speaks of.
 *
 * @param ppid 16 bytes
 * @param tcbComponents 16 SVNs
 * @param pceId 2 bytes
 * @param fmspc 6 bytes
 */
public record PlatformSpec(Bytes ppid, Bytes tcbComponents, int pceSvn, Bytes pceId, Bytes fmspc) {

    private static final String OID = "1.2.840.113741.1.13.1";

    public PlatformSpec withTcbComponents(Bytes other) {
        return new PlatformSpec(ppid, other, pceSvn, pceId, fmspc);
    }

    public PlatformSpec withPceSvn(int other) {
        return new PlatformSpec(ppid, tcbComponents, other, pceId, fmspc);
    }

    public PlatformSpec withFmspc(Bytes other) {
        return new PlatformSpec(ppid, tcbComponents, pceSvn, pceId, other);
    }

    public PlatformSpec withPceId(Bytes other) {
        return new PlatformSpec(ppid, tcbComponents, pceSvn, other, fmspc);
    }

    /** The platform's SVNs and PCE's SVN as {@code SGX-TCBm} states them, 18 bytes. */
    public Bytes tcbm() {
        return new ByteWriter().bytes(tcbComponents).u16le(pceSvn).toBytes();
    }

    /** Intel's SGX extension: seven fields from a platform CA, five from a processor CA; eighteen of the TCB. */
    Bytes sgxExtension(PckCa ca) {
        ASN1EncodableVector tcb = new ASN1EncodableVector();
        for (int i = 0; i < 16; i++) {
            tcb.add(field("2." + (i + 1), new ASN1Integer(tcbComponents.at(i))));
        }
        tcb.add(field("2.17", new ASN1Integer(pceSvn)));
        tcb.add(field("2.18", octets(tcbComponents)));
        ASN1EncodableVector fields = new ASN1EncodableVector();
        fields.add(field("1", octets(ppid)));
        fields.add(field("2", new DERSequence(tcb)));
        fields.add(field("3", octets(pceId)));
        fields.add(field("4", octets(fmspc)));
        fields.add(field("5", new ASN1Enumerated(ca == PckCa.PLATFORM ? 1 : 0)));
        if (ca == PckCa.PLATFORM) {
            fields.add(field("6", octets(ppid)));
            fields.add(field("7", configuration()));
        }
        try {
            return Bytes.copyOf(new DERSequence(fields).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DERSequence configuration() {
        ASN1EncodableVector configuration = new ASN1EncodableVector();
        configuration.add(field("7.1", ASN1Boolean.TRUE));
        configuration.add(field("7.2", ASN1Boolean.TRUE));
        configuration.add(field("7.3", ASN1Boolean.TRUE));
        return new DERSequence(configuration);
    }

    private static DERSequence field(String number, ASN1Encodable value) {
        ASN1EncodableVector pair = new ASN1EncodableVector();
        pair.add(new ASN1ObjectIdentifier(OID + "." + number));
        pair.add(value);
        return new DERSequence(pair);
    }

    private static DEROctetString octets(Bytes bytes) {
        return new DEROctetString(bytes.toArray());
    }
}

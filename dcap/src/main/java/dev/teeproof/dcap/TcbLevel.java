package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import java.util.Comparator;

/**
 * A TCB level of a platform.
 *
 * @param sgxComponents least SVNs of the SGX TCB components
 * @param pceSvn least SVN of the provisioning certification enclave
 * @param tdxComponents least SVNs of the TDX TCB components; none in TCB info for SGX
 */
public record TcbLevel(TcbComponents sgxComponents, int pceSvn, TcbComponents tdxComponents, LevelStatus status) {

    /** Components compared from the first, then PCE SVN, then the TDX components. */
    static final Comparator<TcbLevel> ASCENDING = Comparator.comparing(TcbLevel::sgxComponents, TcbComponents::compare)
            .thenComparingInt(TcbLevel::pceSvn)
            .thenComparing(TcbLevel::tdxComponents, TcbComponents::compare);

    static TcbLevel read(JsonObject level, Tee tee, int version) throws MalformedEvidenceException {
        JsonObject tcb = level.object("tcb");
        return new TcbLevel(
                version == 2 ? TcbComponents.readVersion2(tcb) : TcbComponents.read(tcb, "sgxtcbcomponents"),
                (int) tcb.unsigned("pcesvn", 0xffff),
                tee == Tee.TDX ? TcbComponents.read(tcb, "tdxtcbcomponents") : TcbComponents.NONE,
                LevelStatus.read(level));
    }

    /** Whether a platform's SGX components and PCE SVN reach this level. */
    boolean reachedBy(PckExtension platform) {
        return sgxComponents.reachedBy(platform.tcbComponents(), 0) && platform.pceSvn() >= pceSvn;
    }

    /** Whether a domain's TEE_TCB_SVN reaches this level, from a component on. */
    boolean reachedBy(Bytes teeTcbSvn, int from) {
        return tdxComponents.reachedBy(teeTcbSvn, from);
    }

    /** Its SVNs as {@code sgx 3,3,2,… pce 13 tdx 5,0,3,…}, trailing zeros left out. */
    @Override
    public String toString() {
        String sgx = "sgx " + inWords(sgxComponents.svns()) + " pce " + pceSvn;
        return tdxComponents.svns().isEmpty() ? sgx : sgx + " tdx " + inWords(tdxComponents.svns());
    }

    private static String inWords(Bytes svns) {
        int end = svns.size();
        while (end > 1 && svns.at(end - 1) == 0) {
            end--;
        }
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < end; i++) {
            words.append(i == 0 ? "" : ",").append(svns.at(i));
        }
        return words.toString();
    }
}

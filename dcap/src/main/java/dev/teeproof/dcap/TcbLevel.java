package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A TCB level of a TDX platform.
 *
 * @param sgxComponents least SVNs of the 16 SGX TCB components, a byte each
 * @param pceSvn least SVN of the provisioning certification enclave
 * @param tdxComponents least SVNs of the 16 TDX TCB components, a byte each
 */
public record TcbLevel(Bytes sgxComponents, int pceSvn, Bytes tdxComponents, LevelStatus status) {

    /** Components compared byte by byte from the first, then PCE SVN, then the TDX components. */
    static final Comparator<TcbLevel> ASCENDING = Comparator.comparing(TcbLevel::sgxComponents, TcbLevel::compare)
            .thenComparingInt(TcbLevel::pceSvn)
            .thenComparing(TcbLevel::tdxComponents, TcbLevel::compare);

    static TcbLevel read(JsonObject level) throws MalformedEvidenceException {
        JsonObject tcb = level.object("tcb");
        return new TcbLevel(
                components(tcb, "sgxtcbcomponents"),
                (int) tcb.unsigned("pcesvn", 0xffff),
                components(tcb, "tdxtcbcomponents"),
                LevelStatus.read(level));
    }

    /** Whether a platform's SGX components and PCE SVN reach this level. */
    boolean reachedBy(PckExtension platform) {
        return reaches(platform.tcbComponents(), sgxComponents, 0) && platform.pceSvn() >= pceSvn;
    }

    /**
     * Whether a domain's TEE_TCB_SVN reaches this level. With a module version in its second byte, the first two bytes
     * are the module's own and are judged by its identity.
     */
    boolean reachedBy(Bytes teeTcbSvn) {
        return reaches(teeTcbSvn, tdxComponents, teeTcbSvn.at(1) > 0 ? 2 : 0);
    }

    private static boolean reaches(Bytes found, Bytes least, int from) {
        for (int i = from; i < least.size(); i++) {
            if (found.at(i) < least.at(i)) {
                return false;
            }
        }
        return true;
    }

    private static Bytes components(JsonObject tcb, String name) throws MalformedEvidenceException {
        List<Integer> svns = new ArrayList<>();
        for (JsonObject component : tcb.array(name).objects()) {
            svns.add((int) component.unsigned("svn", 255));
        }
        if (svns.size() != 16) {
            throw tcb.fault(Malformation.BAD_LENGTH, name, "16 components");
        }
        return Bytes.of(svns.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int compare(Bytes a, Bytes b) {
        for (int i = 0; i < 16; i++) {
            if (a.at(i) != b.at(i)) {
                return Integer.compare(a.at(i), b.at(i));
            }
        }
        return 0;
    }
}

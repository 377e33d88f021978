package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import java.util.Set;

/**
 * The SVNs of a domain that TDX components are compared with.
 *
 * @param teeTcbSvn 16 bytes; empty for an enclave, which has none
 * @param from the first component that counts
 */
record TdxSvns(Bytes teeTcbSvn, int from) {

    static final TdxSvns NONE = new TdxSvns(Bytes.empty(), 0);

    /**
     * With a module version in the second byte, the first two bytes are the module's own and are judged by its identity
     * instead.
     */
    static TdxSvns of(TdReport report, Set<CompatibilityRule> rules) {
        boolean ownIdentity = report.teeTcbSvn().at(1) > 0 && !rules.contains(CompatibilityRule.TDX_SVN_ALL16);
        return new TdxSvns(report.teeTcbSvn(), ownIdentity ? 2 : 0);
    }
}

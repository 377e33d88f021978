package dev.teeproof.dcap;

import java.util.ArrayList;
import java.util.List;

/**
 * What a part of a platform lacks to the next better level of Intel's: the nearest higher one whose status is better.
 *
 * @param part what lags
 * @param from the part's status
 * @param to the status that the next better level has
 * @param gaps what stands below that level; empty where a new start of the domain is all that it takes
 * @param clears the advisories that its level has and the next better one has not
 */
public record Shortfall(Part part, TcbStatus from, TcbStatus to, List<Gap> gaps, List<String> clears) {

    /** What a TCB status is merged from. */
    public enum Part {
        PLATFORM("platform"),
        TDX_MODULE("TDX module"),
        /** The running domain itself, launched under an older TDX module. */
        DOMAIN("domain"),
        QUOTING_ENCLAVE("quoting enclave");

        private final String text;

        Part(String text) {
            this.text = text;
        }

        /** For people. */
        public String text() {
            return text;
        }
    }

    /** What kind of update raises an SVN. */
    public enum Update {
        MICROCODE_AND_BIOS("microcode and BIOS update"),
        /** An authenticated code module that the operating system may load. */
        SEAM_LOADER("update of the SEAM loader, with the BIOS or the operating system"),
        TDX_MODULE("update of the TDX module"),
        PLATFORM_ENCLAVES("update of Intel's platform enclaves (PCE, quoting enclave) with the DCAP software");

        private final String text;

        Update(String text) {
            this.text = text;
        }

        /** For people. */
        public String text() {
            return text;
        }
    }

    /**
     * One SVN that is too low.
     *
     * @param component such as {@code SGX component 8 (OS/VMM, SEAMLDR ACM)}, counted from 1
     */
    public record Gap(String component, int found, int needed, Update update) {

        /** In one clause. */
        public String inWords() {
            return component + " stands at " + found + " and must reach " + needed + " (" + update.text() + ")";
        }
    }

    public Shortfall {
        gaps = List.copyOf(gaps);
        clears = List.copyOf(clears);
    }

    /** In one sentence. */
    public String inWords() {
        List<String> what = new ArrayList<>();
        gaps.forEach(gap -> what.add(gap.inWords()));
        if (gaps.isEmpty()) {
            what.add("the domain must be started anew, under the TDX module that is loaded now");
        }
        return part.text() + ", " + from + ": " + String.join(", ", what) + "; it is " + to + " then"
                + (clears.isEmpty() ? "" : ", without " + String.join(", ", clears));
    }

    /** The gaps of a platform to a level. */
    static List<Gap> gaps(PckExtension platform, TdxSvns tdx, TcbLevel level) {
        List<Gap> gaps = new ArrayList<>();
        for (int i = 0; i < TcbComponents.COUNT; i++) {
            int found = platform.tcbComponents().at(i);
            int needed = level.sgxComponents().svns().at(i);
            if (found < needed) {
                gaps.add(gap("SGX", i, level.sgxComponents().kind(i), found, needed));
            }
        }
        if (platform.pceSvn() < level.pceSvn()) {
            gaps.add(new Gap("PCE SVN", platform.pceSvn(), level.pceSvn(), Update.PLATFORM_ENCLAVES));
        }
        boolean domain = !tdx.teeTcbSvn().isEmpty();
        for (int i = tdx.from(); domain && i < level.tdxComponents().svns().size(); i++) {
            int found = tdx.teeTcbSvn().at(i);
            int needed = level.tdxComponents().svns().at(i);
            if (found < needed) {
                gaps.add(gap("TDX", i, level.tdxComponents().kind(i), found, needed));
            }
        }
        return gaps;
    }

    private static Gap gap(String tee, int index, TcbComponents.Kind kind, int found, int needed) {
        String said = kind.category().isEmpty() || kind.type().isEmpty()
                ? kind.category() + kind.type()
                : kind.category() + ", " + kind.type();
        boolean module = kind.type().equals("TDX Module")
                || tee.equals("TDX") && kind.type().isEmpty() && index < 2;
        Update update = module
                ? Update.TDX_MODULE
                : kind.type().startsWith("SEAMLDR") ? Update.SEAM_LOADER : Update.MICROCODE_AND_BIOS;
        return new Gap(
                tee + " component " + (index + 1) + (said.isEmpty() ? "" : " (" + said + ")"), found, needed, update);
    }
}

package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The least SVNs of the 16 TCB components of a level, and what each of them stands for.
 *
 * @param svns a byte each; empty where the kind of TEE has no such components
 * @param kinds as many, or none where the document does not say
 */
public record TcbComponents(Bytes svns, List<Kind> kinds) {

    static final int COUNT = 16;

    static final TcbComponents NONE = new TcbComponents(Bytes.empty(), List.of());

    /**
     * What a component stands for, in Intel's words; empty texts where it does not say.
     *
     * @param category such as {@code BIOS} or {@code OS/VMM}
     * @param type such as {@code Early Microcode Update}
     */
    public record Kind(String category, String type) {

        static final Kind UNSAID = new Kind("", "");
    }

    public TcbComponents {
        kinds = List.copyOf(kinds);
    }

    /** {@code [{"svn": 5, "category": "BIOS", "type": "…"}, …]}, 16 of them. */
    static TcbComponents read(JsonObject tcb, String name) throws MalformedEvidenceException {
        int[] svns = new int[COUNT];
        List<Kind> kinds = new ArrayList<>();
        int count = 0;
        boolean said = false;
        for (JsonObject component : tcb.array(name).objects()) {
            if (count == COUNT) {
                throw tcb.fault(Malformation.BAD_LENGTH, name, "16 components");
            }
            svns[count++] = (int) component.unsigned("svn", 255);
            String category = component.optionalString("category").orElse("");
            String type = component.optionalString("type").orElse("");
            boolean silent = category.isEmpty() && type.isEmpty();
            said |= !silent;
            kinds.add(silent ? Kind.UNSAID : new Kind(category, type));
        }
        if (count != COUNT) {
            throw tcb.fault(Malformation.BAD_LENGTH, name, "16 components");
        }
        return new TcbComponents(Bytes.of(svns), said ? kinds : List.of());
    }

    /** {@code "sgxtcbcomp01svn": 5, …}, as version 2 has them. */
    static TcbComponents readVersion2(JsonObject tcb) throws MalformedEvidenceException {
        int[] svns = new int[COUNT];
        for (int i = 0; i < COUNT; i++) {
            svns[i] = (int) tcb.unsigned(i < 9 ? "sgxtcbcomp0" + (i + 1) + "svn" : "sgxtcbcomp" + (i + 1) + "svn", 255);
        }
        return new TcbComponents(Bytes.of(svns), List.of());
    }

    Kind kind(int index) {
        return kinds.isEmpty() ? Kind.UNSAID : kinds.get(index);
    }

    /** Whether what was found reaches these, from a component on. */
    boolean reachedBy(Bytes found, int from) {
        for (int i = from; i < svns.size(); i++) {
            if (found.at(i) < svns.at(i)) {
                return false;
            }
        }
        return true;
    }

    /** Component by component from the first. */
    static int compare(TcbComponents a, TcbComponents b) {
        for (int i = 0; i < Math.min(a.svns.size(), b.svns.size()); i++) {
            if (a.svns.at(i) != b.svns.at(i)) {
                return Integer.compare(a.svns.at(i), b.svns.at(i));
            }
        }
        return 0;
    }
}

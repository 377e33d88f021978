package dev.teeproof.snp;

import java.util.ArrayList;
import java.util.List;

/** The four TCB versions of a report, in the layout of its product line. */
public record SnpTcb(TcbVersion current, TcbVersion reported, TcbVersion committed, TcbVersion launch) {

    /**
     * A TCB version that is behind the current one.
     *
     * @param gaps a clause for each component that is lower
     */
    public record Shortfall(TcbKind kind, List<String> gaps) {
        public Shortfall {
            gaps = List.copyOf(gaps);
        }

        /** In one sentence. */
        public String inWords() {
            return kind.text() + " TCB: " + String.join(", ", gaps) + "; " + kind.remedy();
        }
    }

    static SnpTcb of(SnpReport report, TcbLayout layout) {
        return new SnpTcb(
                TcbVersion.of(layout, report.currentTcb()),
                TcbVersion.of(layout, report.reportedTcb()),
                TcbVersion.of(layout, report.committedTcb()),
                TcbVersion.of(layout, report.launchTcb()));
    }

    public TcbVersion version(TcbKind kind) {
        return switch (kind) {
            case CURRENT -> current;
            case REPORTED -> reported;
            case COMMITTED -> committed;
            case LAUNCH -> launch;
        };
    }

    public SnpTcbStatus status() {
        boolean same = current.equals(reported) && current.equals(committed) && current.equals(launch);
        return same ? SnpTcbStatus.UP_TO_DATE : SnpTcbStatus.OUT_OF_DATE;
    }

    /** What is behind the current TCB. */
    public List<Shortfall> shortfalls() {
        List<Shortfall> shortfalls = new ArrayList<>();
        for (TcbKind kind : TcbKind.values()) {
            List<String> gaps = new ArrayList<>();
            for (TcbVersion.Component component : current.components()) {
                int found = version(kind).svn(component);
                int needed = current.svn(component);
                if (found < needed) {
                    gaps.add(component.inWords() + " stands at " + found + ", and " + needed + " runs");
                }
            }
            if (!gaps.isEmpty()) {
                shortfalls.add(new Shortfall(kind, gaps));
            }
        }
        return shortfalls;
    }
}

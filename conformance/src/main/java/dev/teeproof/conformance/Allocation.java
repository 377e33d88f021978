package dev.teeproof.conformance;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How many bytes of heap a piece of work takes, garbage included: a measure of it that does not depend on the clock. */
public final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Work that may end in an exception; how it ends does not matter. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** Bytes allocated by {@code work} on this thread; it is done once before, so that loading classes is not counted. */
    public static long of(Work work) {
        attempt(work);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        attempt(work);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static void attempt(Work work) {
        try {
            work.run();
        } catch (Exception e) {
            // A refusal is as good an end as any.
        }
    }
}

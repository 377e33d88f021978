package dev.teeproof.codec;

/** Steps over a value that may hold others, without recursion and without looking at what it says. */
public final class NestedValue {

    private NestedValue() {}

    /** Steps over one value's own bytes. */
    @FunctionalInterface
    public interface Step {

        /**
         * Steps over the bytes that are no values of their own.
         *
         * @param at where the value begins
         * @return how many values follow that belong to it, unsigned
         */
        long over(int at) throws MalformedEvidenceException;
    }

    /**
     * The bytes of the next value, which the reader steps over.
     *
     * @param maxDepth levels of values within values
     * @throws MalformedEvidenceException if it is deeper, or says that it holds more values than bytes remain
     */
    public static Bytes stepOver(ByteReader in, int maxDepth, Step step) throws MalformedEvidenceException {
        int start = in.position();
        long[] open = new long[maxDepth];
        int depth = 0;
        open[0] = 1;
        while (true) {
            while (open[depth] == 0) {
                if (depth == 0) {
                    return in.since(start);
                }
                depth--;
            }
            open[depth]--;
            int at = in.position();
            long children = step.over(at);
            if (children == 0) {
                continue;
            }
            if (children < 0 || children > in.remaining()) {
                throw in.fault(
                        Malformation.TRUNCATED,
                        "",
                        at,
                        Long.toUnsignedString(children) + " values, " + in.remaining() + " bytes remain");
            }
            if (++depth == maxDepth) {
                throw in.fault(Malformation.LIMIT_EXCEEDED, "", at, "at most " + maxDepth + " levels");
            }
            open[depth] = children;
        }
    }
}

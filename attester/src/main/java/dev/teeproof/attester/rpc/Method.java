package dev.teeproof.attester.rpc;

/**
 * A procedure that can be called.
 *
 * @param name without the service's
 */
public record Method(String name, Message.Type request, Message.Type response, Body body) {

    /** What it does. */
    @FunctionalInterface
    public interface Body {

        /**
         * Answers a call.
         *
         * @throws RpcException with what the caller is told
         */
        Message answer(Message request) throws RpcException;
    }
}

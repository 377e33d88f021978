package dev.teeproof.server;

import java.io.IOException;
import org.eclipse.jetty.server.Request;

/** Answers the requests of one path and method, blocking as it likes. */
@FunctionalInterface
interface Route {

    /**
     * The answer.
     *
     * @throws RefusedRequestException if the request is not one that this route takes
     * @throws IOException if the client went away
     */
    Reply answer(Request request) throws RefusedRequestException, IOException;
}

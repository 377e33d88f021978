package dev.teeproof.attester.agent;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets requests wait for the hardware, which takes one at a time, for as long as it takes: a connection is silent then, and is not
 * cut off. Who sends a request or reads an answer too slowly still is.
 */
final class WaitingRequests extends Handler.Wrapper {

    WaitingRequests(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        request.addIdleTimeoutListener(timeout -> false);
        return super.handle(request, response, callback);
    }
}

package dev.writ.gateway.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * While the server drains, tells each HTTP/1 client with its response that the connection ends there (RFC 9112, section
 * 9.6), so that its next request goes to another instance. HTTP/2 clients get their GOAWAY when the server stops.
 */
final class DrainHandler extends Handler.Wrapper {

    private volatile boolean draining;

    DrainHandler(Handler handler) {
        super(handler);
    }

    void drain() {
        draining = true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpVersion version = request.getConnectionMetaData().getHttpVersion();
        if (draining && version.getVersion() < HttpVersion.HTTP_2.getVersion()) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        }
        return super.handle(request, response, callback);
    }
}

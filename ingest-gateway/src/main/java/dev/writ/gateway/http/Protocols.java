package dev.writ.gateway.http;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The protocols that are spoken on the port, all under one configuration. */
final class Protocols {

    private static final int HEAD_BYTES = 16 * 1024;

    private Protocols() {}

    /** HTTP/1.1, from which clients may go over to h2c. */
    static ConnectionFactory[] clear() {
        HttpConfiguration http = configuration();
        return new ConnectionFactory[] {new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http)};
    }

    /** HTTP/2 or HTTP/1.1 over TLS, as the client chooses in the handshake. */
    static ConnectionFactory[] secure(TlsSettings tls) {
        HttpConfiguration https = configuration();
        // Clients may reach us by addresses that no certificate names, and name no host at all.
        https.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStorePath(tls.keystore());
        context.setKeyStorePassword(tls.password());
        context.setKeyStoreType("PKCS12");
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        HttpConnectionFactory http = new HttpConnectionFactory(https);
        alpn.setDefaultProtocol(http.getProtocol());
        return new ConnectionFactory[] {
            new SslConnectionFactory(context, alpn.getProtocol()), alpn, new HTTP2ServerConnectionFactory(https), http
        };
    }

    /** The strict mode refuses what two parsers might read in two ways, such as a bare LF. */
    private static HttpConfiguration configuration() {
        HttpConfiguration http = new HttpConfiguration();
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setRequestHeaderSize(HEAD_BYTES);
        http.setSendServerVersion(false);
        http.setHeaderCacheSize(0); // It would take 100 KB of heap for each connection that is used again.
        return http;
    }
}

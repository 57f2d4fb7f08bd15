package dev.writ.gateway.http;

import java.io.IOException;
import java.io.OutputStream;

/** A body that is made while it is sent, and that need not fit into memory. For one thread. */
public interface Download extends AutoCloseable {

    /**
     * Writes the whole body.
     *
     * @param out blocks until the client has taken the bytes; need be neither flushed nor closed
     * @throws IOException if the client has gone, or the body cannot be made; the client sees that it is cut short
     */
    void writeTo(OutputStream out) throws IOException;

    @Override
    void close();
}

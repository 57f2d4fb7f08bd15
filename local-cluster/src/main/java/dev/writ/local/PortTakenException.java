package dev.writ.local;

/** Another process listens on a port that the cluster was told to use. */
public final class PortTakenException extends LocalClusterException {
    private static final long serialVersionUID = 1;

    private final int port;

    /**
     * @param what who wanted the port, such as Kafka
     * @param port the port, 1 to 65535
     */
    public PortTakenException(String what, int port) {
        super(what + " cannot listen on 127.0.0.1:" + port + ": the port is taken.");
        this.port = port;
    }

    /** The taken port. */
    public int port() {
        return port;
    }
}

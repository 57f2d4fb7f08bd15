package dev.writ.worker.simulated.server;

/**
 * How a simulated server runs.
 *
 * @param port on the loopback interface; 0 takes a free one
 * @param tokensPerSecond rate of each answer, more than 0
 * @param journal takes down every call; closed with the server
 */
public record ServerSettings(int port, double tokensPerSecond, CallJournal journal) {

    public ServerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port must be 0 to 65535: " + port);
        }
        if (!(tokensPerSecond > 0) || Double.isInfinite(tokensPerSecond)) {
            throw new IllegalArgumentException("tokens per second must be more than 0: " + tokensPerSecond);
        }
    }

    /** A free port and no journal. */
    public static ServerSettings atRate(double tokensPerSecond) {
        return new ServerSettings(0, tokensPerSecond, CallJournal.NONE);
    }
}

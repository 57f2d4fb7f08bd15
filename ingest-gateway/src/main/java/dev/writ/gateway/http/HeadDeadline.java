package dev.writ.gateway.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes HTTP/1 connections that have not delivered a complete head in time since their opening or their last response.
 * The server's idle timeout starts again at each byte, so without this a client that drips holds its connection for ever.
 * Connections of other protocols, and those upgraded to one, are left alone: an upgrade ends the HTTP/1 connection.
 */
final class HeadDeadline extends Handler.Wrapper implements Connection.Listener {

    private static final Duration MOST_BETWEEN_SWEEPS = Duration.ofSeconds(1);
    private static final int SWEEPS_PER_TIMEOUT = 4;

    /** How many requests a connection is being served, and since when it is none. */
    private record Activity(int requests, long idleSince) {}

    private final Duration timeout;
    private final Map<Connection, Activity> connections = new ConcurrentHashMap<>();

    HeadDeadline(Duration timeout, Handler handler) {
        super(handler);
        this.timeout = timeout;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof ConnectionMetaData) {
            connections.put(connection, new Activity(0, System.nanoTime()));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        connections.remove(connection);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        count(connection, 1);
        Request.addCompletionListener(request, _ -> count(connection, -1));
        return super.handle(request, response, callback);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        scheduleSweep(getServer().getScheduler());
    }

    private void count(Connection connection, int change) {
        connections.computeIfPresent(
                connection, (_, activity) -> new Activity(activity.requests() + change, System.nanoTime()));
    }

    private void scheduleSweep(Scheduler scheduler) {
        long millis = Math.min(MOST_BETWEEN_SWEEPS.toMillis(), timeout.toMillis() / SWEEPS_PER_TIMEOUT + 1);
        scheduler.schedule(
                () -> {
                    sweep();
                    if (isRunning()) {
                        scheduleSweep(scheduler);
                    }
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        long now = System.nanoTime();
        connections.forEach((connection, activity) -> {
            if (activity.requests() == 0 && now - activity.idleSince() > timeout.toNanos()) {
                connection.getEndPoint().close();
            }
        });
    }
}

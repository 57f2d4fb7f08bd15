package dev.writ.gateway.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The names by which a server may be asked. A page of another site whose name its owner lets point to this machine is of the same origin
 * to a browser (DNS rebinding): only the name in its requests gives it away.
 */
final class KnownHosts {

    private static final String LOOPBACK_NAME = "localhost";

    private final List<String> names;
    private final boolean takesAll;

    /**
     * @param address that is listened on
     * @param names of its own, without a port; empty: any, but none on a loopback address
     */
    KnownHosts(String address, List<String> names) {
        this.names = names.stream().map(KnownHosts::lowerCase).toList();
        this.takesAll = names.isEmpty() && !isLoopback(address);
    }

    /** Whether a request with this host is for this server: always with an address, or none, or a name of the loopback's. */
    boolean takes(@Nullable String host) {
        if (host == null || takesAll || isAddress(host)) {
            return true;
        }
        String name = lowerCase(host);
        return name.equals(LOOPBACK_NAME) || name.endsWith("." + LOOPBACK_NAME) || names.contains(name);
    }

    /** Digits and dots, which no name on the net is made of, or as IPv6 has it. */
    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException _) { // Listening will say so.
            return false;
        }
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

package dev.writ.launcher.up;

/**
 * The loopback ports of {@code writ up}, 1 to 65535; 0 takes any free one.
 *
 * @param http the gateway's
 * @param kafka the broker's
 * @param registry the schema registry's
 * @param postgres the database's
 * @param management that of health and metrics of the whole
 */
public record LocalPorts(int http, int kafka, int registry, int postgres, int management) {

    /** Whatever is free. */
    public static final LocalPorts ANY = new LocalPorts(0, 0, 0, 0, 0);
}

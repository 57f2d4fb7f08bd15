package dev.writ.torture.nemesis;

import java.io.IOException;

/** Something that can be done to a running Writ. Both methods return when what they do was seen, or was not in time. */
public interface Fault {

    /**
     * Does it.
     *
     * @throws IOException if it cannot be done
     */
    Seen begin(String target) throws IOException, InterruptedException;

    /**
     * Takes it back.
     *
     * @throws IOException if it cannot be
     */
    Seen end(String target) throws IOException, InterruptedException;
}

package dev.writ.gateway.api;

import java.util.Map;

/** Which parts of the gateway work. */
public interface Readiness {

    /** Why each part that does not work now does not; empty if all do. By the names of the parts. */
    Map<String, String> troubles();

    /** Whether every view held once what was there before, so that its answers are not merely gaps. */
    boolean hasBeenReady();
}

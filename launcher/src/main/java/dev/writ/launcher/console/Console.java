package dev.writ.launcher.console;

import java.io.PrintWriter;
import java.util.Map;

/**
 * What a command sees of the process around it.
 *
 * @param out results, for people and programs
 * @param err what went wrong
 * @param environment the environment variables
 */
public record Console(PrintWriter out, PrintWriter err, Map<String, String> environment) {

    public Console {
        environment = Map.copyOf(environment);
    }
}

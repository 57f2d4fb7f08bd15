package dev.writ.local;

import org.jspecify.annotations.Nullable;

/** The cluster cannot start or go on. The message is one sentence for the person who started it. */
public class LocalClusterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LocalClusterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public LocalClusterException(String message) {
        super(message);
    }
}

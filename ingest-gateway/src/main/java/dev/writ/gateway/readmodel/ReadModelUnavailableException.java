package dev.writ.gateway.readmodel;

/** The database cannot be asked now. Says nothing about what it holds. */
public final class ReadModelUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    public ReadModelUnavailableException(Throwable cause) {
        super("the database cannot be asked: " + cause.getMessage(), cause);
    }
}

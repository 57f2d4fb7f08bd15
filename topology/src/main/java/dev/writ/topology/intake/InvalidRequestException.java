package dev.writ.topology.intake;

/** A record is readable and breaks a rule of its type; the message says which, and never holds the value. */
public final class InvalidRequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    public InvalidRequestException(String code, String message) {
        super(message);
        this.code = code;
    }

    InvalidRequestException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** A stable word for the reason. */
    public String code() {
        return code;
    }

    static void require(boolean holds, String code, String message) {
        if (!holds) {
            throw new InvalidRequestException(code, message);
        }
    }
}

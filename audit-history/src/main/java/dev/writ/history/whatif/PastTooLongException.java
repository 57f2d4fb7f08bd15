package dev.writ.history.whatif;

/** There is more in the log than was to be held. */
public final class PastTooLongException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PastTooLongException(long most) {
        super("the log has more than " + most + " decisions and changes of agents");
    }
}

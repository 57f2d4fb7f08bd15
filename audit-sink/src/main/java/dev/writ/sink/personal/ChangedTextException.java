package dev.writ.sink.personal;

/** A stored text does not open as what its row says it is: somebody has changed the row. */
public final class ChangedTextException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ChangedTextException(TextPlace place) {
        super("the stored text of " + place.topic() + "-" + place.partition() + "@" + place.offset()
                + " is not what was stored");
    }
}

package dev.writ.query.read;

/** In which order rows come. */
public enum Order {
    /** The oldest first. */
    ASC(">"),
    /** The newest first. */
    DESC("<");

    private final String behind;

    Order(String behind) {
        this.behind = behind;
    }

    /** How a row that comes later compares with one that comes earlier. */
    String behind() {
        return behind;
    }
}

package dev.writ.launcher.settings;

/**
 * Where a setting's value stands.
 *
 * @param source which of the sources
 * @param place the file's path, the variable's name, or empty
 */
public record Origin(Source source, String place) {

    /** The sources, from the weakest to the strongest. */
    public enum Source {
        /** The role's own definition, or the command's. */
        DEFAULT("default"),
        /** The file of {@code --config}. */
        FILE("file"),
        /** An environment variable. */
        ENVIRONMENT("environment"),
        /** A file whose path an environment variable gives. */
        SECRET_FILE("environment"),
        /** {@code --set}. */
        FLAG("flag");

        private final String label;

        Source(String label) {
            this.label = label;
        }

        /** The source's name for people and programs. */
        public String label() {
            return label;
        }
    }

    static final Origin DEFAULT = new Origin(Source.DEFAULT, "");
    static final Origin FLAG = new Origin(Source.FLAG, "");

    /** Source and place. */
    @Override
    public String toString() {
        return place.isEmpty() ? source.label() : source.label() + " " + place;
    }
}

package dev.writ.local.registry;

import java.util.Map;

/** An answer other than 200, with the error codes of the Confluent REST API. */
final class RegistryError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;

    /**
     * @param code an HTTP status, or one with two further digits
     * @param message a sentence for a person
     */
    RegistryError(int code, String message) {
        super(message);
        this.code = code;
    }

    static RegistryError subjectUnknown(String subject) {
        return new RegistryError(40401, "Subject '" + subject + "' not found.");
    }

    static RegistryError versionUnknown(String version) {
        return new RegistryError(40402, "Version " + version + " not found.");
    }

    static RegistryError levelUnknown(String subject) {
        return new RegistryError(
                40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
    }

    static RegistryError schemaUnknown(String which) {
        return new RegistryError(40403, "Schema " + which + " not found.");
    }

    static RegistryError incompatible(String subject, String reasons) {
        return new RegistryError(
                409,
                "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                        + "\", details: " + reasons);
    }

    static RegistryError schemaInvalid(String reason) {
        return new RegistryError(42201, "Invalid schema: " + reason);
    }

    static RegistryError versionInvalid(String version) {
        return new RegistryError(
                42202,
                "The specified version '" + version
                        + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\"");
    }

    static RegistryError compatibilityInvalid(String level) {
        return new RegistryError(42203, "Invalid compatibility level '" + level + "'.");
    }

    /** What is written as JSON. */
    Map<String, Object> body() {
        return Routes.object("error_code", code, "message", String.valueOf(getMessage()));
    }

    int httpStatus() {
        return code > 999 ? code / 100 : code;
    }
}

package dev.writ.schemas.serde;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes.LogicalTypeFactory;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro instantiate the generated classes, and no others. Since 1.12.2 Avro refuses every class that is not declared
 * trusted, for all of the JVM at once: even a builder then cannot fill in the default of an enum. Avro loads its logical
 * type factories before it parses the first schema, thus before the first generated class is used, so this declares
 * itself as the factory of a logical type that no schema has.
 */
public final class TrustedEventClasses implements LogicalTypeFactory, ClassSecurityPredicate {

    private static final String PACKAGE = "dev.writ.schemas.event";

    /** Called by Avro, once for each JVM. */
    public TrustedEventClasses() {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), this));
    }

    @Override
    public boolean isTrusted(Class<?> type) {
        return type.getPackageName().equals(PACKAGE);
    }

    @Override
    public String getTypeName() {
        return "writ-trusted-event-classes";
    }

    @Override
    public LogicalType fromSchema(Schema schema) {
        return new LogicalType(getTypeName());
    }
}

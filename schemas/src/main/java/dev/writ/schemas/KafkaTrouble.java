package dev.writ.schemas;

import java.util.Objects;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** What went wrong with Kafka, in words that say where to look. */
public final class KafkaTrouble {

    private KafkaTrouble() {}

    /** Whether the cluster refuses the user or what it does, or its certificate is not trusted: only people can mend that. */
    public static boolean isRefusal(Throwable failure) {
        Throwable refusal = refusalIn(failure);
        return refusal instanceof AuthenticationException || refusal instanceof AuthorizationException;
    }

    /** One line, without a trailing full stop. */
    public static String inOneLine(Throwable failure) {
        Throwable refusal = refusalIn(failure);
        return switch (refusal) {
            case SslAuthenticationException _ ->
                "the TLS handshake with Kafka failed, see kafka.ssl.truststore.*: " + message(innermost(refusal));
            case AuthenticationException _ -> "Kafka refuses the user of kafka.sasl.jaas.config: " + message(refusal);
            case AuthorizationException _ -> "Kafka does not allow its user this, see writ acls: " + message(refusal);
            default -> withCause(failure);
        };
    }

    /** The refusal among the causes, else the failure itself. */
    private static Throwable refusalIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
                return cause;
            }
        }
        return failure;
    }

    private static String withCause(Throwable failure) {
        String outer = message(failure);
        String inner = message(innermost(failure));
        return outer.contains(inner) ? outer : outer + ": " + inner;
    }

    private static Throwable innermost(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    private static String message(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }
}

package dev.writ.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class KafkaTroubleTest {

    @Test
    void saysWhereToLook() {
        // Given
        Throwable password =
                new KafkaException("not constructed", new SaslAuthenticationException("invalid credentials"));
        Throwable certificate =
                new SslAuthenticationException("SSL handshake failed", new SSLHandshakeException("no valid path"));
        Throwable right = new TopicAuthorizationException("not authorized to access topics: [a]");

        // When, Then
        assertThat(KafkaTrouble.inOneLine(password))
                .isEqualTo("Kafka refuses the user of kafka.sasl.jaas.config: invalid credentials");
        assertThat(KafkaTrouble.inOneLine(certificate))
                .isEqualTo("the TLS handshake with Kafka failed, see kafka.ssl.truststore.*: no valid path");
        assertThat(KafkaTrouble.inOneLine(right))
                .isEqualTo("Kafka does not allow its user this, see writ acls: not authorized to access topics: [a]");
    }

    @Test
    void tellsARefusalFromWhatPassesByItself() {
        // Given
        Throwable away = new KafkaException("first records", new TimeoutException("no answer"));

        // When, Then
        assertThat(KafkaTrouble.isRefusal(away)).isFalse();
        assertThat(KafkaTrouble.inOneLine(away)).isEqualTo("first records: no answer");
        assertThat(KafkaTrouble.isRefusal(new KafkaException(new TopicAuthorizationException("a"))))
                .isTrue();
    }
}

package dev.writ.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc.password",
                "worker.openai.api.key",
                "kafka.sasl.jaas.config",
                "kafka.producer.sasl.jaas.config",
                "kafka.ssl.key.password",
                "kafka.sasl.oauthbearer.client.credentials.client.secret",
                "kafka.sasl.oauthbearer.assertion.private.key.passphrase"
            })
    void hidesTheValuesOfSecretKeys(String key) {
        // Then
        assertThat(Secrets.masked(key, "canary")).isEqualTo("[hidden]");
        assertThat(Secrets.masked(key, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "http://me:canary@host:8081/path http://[hidden]@host:8081/path",
                "http://canary@host http://[hidden]@host",
                "http://a,http://me:canary@b http://a,http://[hidden]@b",
                "http://me:can@ary@b,http://c http://[hidden]@b,http://c",
                "http://me:can/canary@b http://[hidden]@b",
                "http://me:can?canary@b http://[hidden]@b",
                "http://me:canary http://[hidden]",
                "jdbc:postgresql://h:5432/writ?user=me&password=canary&ssl=true "
                        + "jdbc:postgresql://h:5432/writ?user=me&password=[hidden]&ssl=true",
                "jdbc:postgresql://h/writ?sslpassword=canary jdbc:postgresql://h/writ?sslpassword=[hidden]",
                "jdbc:postgresql:writ?PASSWORD=canary jdbc:postgresql:writ?PASSWORD=[hidden]",
                "https://h/v1?api_key=canary https://h/v1?api_key=[hidden]",
                "https://h/v1?access_token=canary https://h/v1?access_token=[hidden]"
            })
    void hidesUserAndPasswordWithinAUrl(String url, String shown) {
        // Then
        assertThat(Secrets.masked("some.url", url)).isEqualTo(shown).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:9092",
                "http://localhost:8081",
                "http://a:1,https://b/apis/ccompat/v7",
                "http://[::1]:8081/x",
                "jdbc:postgresql://a:1,b:2/writ?user=me&sslmode=verify-full",
                "https://host/token",
                "data/topology",
                ""
            })
    void showsWhatHoldsNoSecret(String value) {
        // Then
        assertThat(Secrets.masked("some.url", value)).isEqualTo(value);
    }

    @Test
    void doesNotTakeEveryKeyForASecret() {
        // Then
        assertThat(Secrets.isSecret("worker.simulated.tokens.per.second")).isFalse();
        assertThat(Secrets.isSecret("gateway.tls.keystore")).isFalse();
    }
}

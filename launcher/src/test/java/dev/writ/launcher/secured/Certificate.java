package dev.writ.launcher.secured;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A key with a certificate for loopback that it signed itself, and a file with the certificate alone.
 *
 * @param keystore PKCS #12, with the password {@value #PASSWORD}
 * @param truststore PKCS #12, with the same password
 * @param pem the certificate as text
 */
record Certificate(Path keystore, Path truststore, Path pem) {

    static final String PASSWORD = "keep-it-secret";

    /** Makes one with the JDK's keytool. */
    static Certificate make(Path folder, String name) throws IOException, InterruptedException {
        Path keystore = folder.resolve(name + "-key.p12");
        Path exported = folder.resolve(name + ".pem");
        Path truststore = folder.resolve(name + "-trust.p12");
        keytool(
                keystore,
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=writ-" + name,
                "-ext",
                "SAN=IP:127.0.0.1",
                "-validity",
                "2");
        keytool(keystore, "-exportcert", "-rfc", "-alias", name, "-file", exported.toString());
        keytool(truststore, "-importcert", "-noprompt", "-alias", name, "-file", exported.toString());
        return new Certificate(keystore, truststore, exported);
    }

    private static void keytool(Path store, String job, String... arguments) throws IOException, InterruptedException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = new ArrayList<>(List.of(tool.toString(), job));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}

package dev.writ.launcher.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.client.Database;
import dev.writ.launcher.demo.Story;
import dev.writ.launcher.demo.WritHttp;
import dev.writ.launcher.history.Auditor;
import dev.writ.launcher.history.Auditor.Answer;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.up.LocalPorts;
import dev.writ.launcher.up.LocalSettings;
import dev.writ.launcher.up.LocalWrit;
import dev.writ.local.LocalCluster;
import dev.writ.schemas.KafkaConnection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A whole Writ that has played the story, and the command on what that left. */
final class ReplayedStory implements AutoCloseable {

    static final String WORKSPACE = "demo-replayed";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final LocalWrit writ;

    private ReplayedStory(LocalWrit writ) {
        this.writ = writ;
    }

    static ReplayedStory play(Path data) throws Exception {
        ReplayedStory story =
                new ReplayedStory(LocalWrit.start(new LocalSettings(new Settings(Map.of()), data, LocalPorts.ANY)));
        LocalCluster servers = story.writ.cluster();
        String url = servers.jdbcUrl() + "?user=" + servers.jdbcUser() + "&password=" + servers.jdbcPassword();
        try (WritHttp http = new WritHttp(story.url())) {
            assertThat(Story.play(http, url, "replayed", new PrintWriter(new StringWriter())))
                    .isEmpty();
            story.settle();
            return story;
        } catch (Exception | AssertionError e) {
            story.close();
            throw e;
        }
    }

    /** Entries of the story's times may come a moment after it. */
    private void settle() {
        AtomicReference<String> before = new AtomicReference<>("");
        await().atMost(PATIENCE).pollInterval(QUIET).until(() -> {
            String now = replay("--json").out();
            return now.equals(before.getAndSet(now));
        });
    }

    Answer replay(String... arguments) {
        return new Auditor(kafka())
                .ask(Stream.concat(Stream.of("replay"), Stream.of(arguments)).toArray(String[]::new));
    }

    void requireReproduced() {
        new Auditor(kafka()).requireReproduced();
    }

    URI url() {
        return writ.url();
    }

    KafkaConnection kafka() {
        return writ.cluster().connection();
    }

    List<Map<String, String>> rows(String sql) throws SQLException {
        LocalCluster servers = writ.cluster();
        try (Database database = new Database(servers.jdbcUrl(), servers.jdbcUser(), servers.jdbcPassword())) {
            return database.rows(sql);
        }
    }

    @Override
    public void close() {
        writ.close();
    }
}

package dev.writ.launcher.browser;

import static dev.writ.launcher.browser.Browser.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.demo.Event;
import dev.writ.launcher.demo.Reply;
import dev.writ.launcher.demo.WritHttp;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.up.LocalPorts;
import dev.writ.launcher.up.LocalSettings;
import dev.writ.launcher.up.LocalWrit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A whole Writ that has done some of everything, and a browser that can look at it. */
final class WatchedWrit implements AutoCloseable {

    static final String CHAT = "/api/atom-agent/chat/stream";
    static final int WIDE = 1_280;

    /** The name of an agent and the title of a canvas. */
    static final String HOSTILE = "<img src=x onerror=\"window.hacked=1\"><b>bold</b>";

    private static final String HOSTILE_MARKDOWN = """
            # Hello

            <script>window.hacked = 1</script>

            **strong** [bad](javascript:window.hacked=1) [good](https://example.org/) ![none](/console/icon.svg)

            <img src=x onerror="window.hacked=1"><form action="/api"><input name="x"></form>

            | a | b |
            |---|---|
            | 1 | 2 |
            """;

    final Browser browser;
    final WritHttp http;
    private final LocalWrit writ;
    private String answered = "";
    private String answer = "";

    private WatchedWrit(Browser browser, LocalWrit writ) {
        this.browser = browser;
        this.writ = writ;
        this.http = new WritHttp(writ.url());
    }

    /** Starts both, and has some of everything done. */
    static WatchedWrit start(Path data) throws IOException, InterruptedException {
        WatchedWrit watched = start(Browser.start(), data);
        try {
            watched.doSomeOfEverything();
            return watched;
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            watched.close();
            throw e;
        }
    }

    private static WatchedWrit start(Browser browser, Path data) throws InterruptedException {
        try {
            return new WatchedWrit(
                    browser, LocalWrit.start(new LocalSettings(new Settings(Map.of()), data, LocalPorts.ANY)));
        } catch (InterruptedException | RuntimeException e) {
            browser.close();
            throw e;
        }
    }

    private void doSomeOfEverything() throws IOException, InterruptedException {
        for (String[] agent : new String[][] {
            {"student", "The student", "STUDENT"},
            {"talker", "The talker", "INTERN"},
            {"climber", "The climber", "STUDENT"},
            {"hostile", HOSTILE, "INTERN"}
        }) {
            http.post("/api/agents", Map.of("id", agent[0], "name", agent[1], "status", agent[2]));
        }
        http.post("/api/agents", Map.of("id", "clerk", "name", "The clerk", "confidence_score", 0.8));
        assertThat(http.post(CHAT, chat("student")).status()).isEqualTo(403);
        assertThat(http.post(CHAT, chat("hostile")).status()).isEqualTo(200);
        List<Event> events = http.stream(CHAT, chat("talker"));
        answered = events.getFirst().data().path("id").asText();
        answer = events.getLast().data().path("content").asText();
        List<Map<String, Object>> points = List.of(Map.of("x", "Mon", "y", 12), Map.of("x", "Tue", "y", 19));
        present(Map.of("component", "line_chart", "title", "Lines", "data", points));
        present(Map.of("component", "bar_chart", "title", "Bars", "data", points));
        present(Map.of("component", "pie_chart", "title", "Pie", "data", points));
        present(Map.of("component", "markdown", "title", HOSTILE, "content", HOSTILE_MARKDOWN));
        present(Map.of(
                "component",
                "status_panel",
                "title",
                "Panel",
                "items",
                List.of(Map.of("label", "Pipeline", "status", "ok"))));
        present(Map.of(
                "component",
                "form",
                "title",
                "Order",
                "form_schema",
                Map.of(
                        "fields",
                        List.of(
                                Map.of("name", "email", "type", "email", "required", true),
                                Map.of("name", "amount", "type", "number")))));
    }

    /** The execution of a chat that was answered. */
    String answered() {
        return answered;
    }

    /** What the answer was. */
    String answer() {
        return answer;
    }

    /** Opens a view. */
    void open(String view) {
        browser.open(writ.url(), view);
    }

    /** Opens a view, and waits until the feed tells what happens. */
    void openLive(String view) {
        open(view);
        soon().until(() -> browser.text("#feed-state").equals("live"));
    }

    /** Behind each test: no script has failed, the policy has refused nothing, and nobody else was asked. */
    void requireNoTrouble() {
        assertThat(browser.troubles()).isEmpty();
        assertThat(browser.foreignRequests()).isEmpty();
        assertThat(browser.run("return window.hacked")).isEqualTo("null");
        browser.look("light", WIDE);
    }

    Reply present(Map<String, Object> what) throws IOException, InterruptedException {
        Reply shown = http.post("/api/canvas/present", with(what, Map.of("user_id", "ada", "agent_id", "clerk")));
        assertThat(shown.status()).as(shown.toString()).isEqualTo(200);
        return shown;
    }

    static Map<String, Object> chat(String agent) {
        return Map.of("user_id", "ada", "agent_id", agent, "message", "How is the week going?");
    }

    static Map<String, Object> with(Map<String, ?> map, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(map);
        all.putAll(more);
        return all;
    }

    @Override
    public void close() {
        try (writ;
                browser) {
            http.close();
        }
    }
}

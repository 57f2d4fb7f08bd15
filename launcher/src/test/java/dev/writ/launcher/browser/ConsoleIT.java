package dev.writ.launcher.browser;

import static dev.writ.launcher.browser.Browser.soon;
import static dev.writ.launcher.browser.WatchedWrit.CHAT;
import static dev.writ.launcher.browser.WatchedWrit.HOSTILE;
import static dev.writ.launcher.browser.WatchedWrit.chat;
import static dev.writ.launcher.browser.WatchedWrit.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.demo.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The views of the console, as a browser shows what a whole Writ has done and does. */
class ConsoleIT extends ConsoleTests {

    ConsoleIT(@TempDir Path data) throws IOException, InterruptedException {
        super(data);
    }

    @Test
    void tellsADecisionAsItHappensWithItsReasonAndPath() throws IOException, InterruptedException {
        // Given
        writ.openLive("decisions");

        // When
        http.post(CHAT, with(chat("student"), Map.of("session_id", "as-it-happens")));

        // Then
        browser.type("input[name=about]", "as-it-happens");
        soon().until(() -> browser.count("main tbody tr") == 1);
        assertThat(browser.text("main tbody tr"))
                .contains("Agent The student (STUDENT) lacks maturity for stream_chat. Required: INTERN")
                .contains("explicit_agent_id", "blocked", "enforced");
    }

    @Test
    void pausesTheFeedByAKeyAndGoesOnWithWhatCameMeanwhile() throws IOException, InterruptedException {
        // Given
        writ.openLive("decisions");
        soon().until(() -> browser.count("main tbody tr") > 0);
        browser.press("p");
        soon().until(() -> browser.text("[data-key=p]").equals("Go on"));
        String before = browser.text("main tbody tr");

        // When
        http.post(CHAT, with(chat("student"), Map.of("user_id", "while-paused")));
        soon().until(() -> browser.text(".toolbar > .hint").equals("1 new"));
        String paused = browser.text("main tbody tr");
        browser.press("p");

        // Then
        assertThat(paused).isEqualTo(before).doesNotContain("while-paused");
        soon().until(() -> browser.text("main tbody tr").contains("while-paused"));
    }

    @Test
    void plotsBlockRateAndLatencyAndShowsCacheAndReport() throws IOException, InterruptedException {
        // Given
        writ.openLive("overview");

        // When
        http.post(CHAT, chat("student"));
        browser.click("[aria-labelledby=section-last-24-hours] button");

        // Then
        soon().untilAsserted(() -> {
            assertThat(browser.text("[aria-labelledby=section-latest-decisions]"))
                    .containsPattern("Block rate[1-9][\\d.]* %")
                    .containsPattern("median\\d+ ms");
            assertThat(browser.run("return [...document.querySelectorAll('.plots path.line')]"
                            + ".filter((line) => line.getAttribute('d') !== '').length"))
                    .isEqualTo("5");
            assertThat(browser.text("[aria-labelledby=section-decision-cache]")).containsPattern("Misses[1-9]");
            assertThat(browser.text("[aria-labelledby=section-last-24-hours]"))
                    .contains("ungoverned calls", "block rate");
        });
    }

    @Test
    void showsAnAgentAndPromotesPausesAndResumesIt() throws IOException, InterruptedException {
        // Given
        writ.open("agents/climber");
        soon().until(() -> browser.text("#promote").equals("Promote"));

        // When
        browser.click("#promote");
        soon().until(() -> agent("climber").text("status").equals("INTERN"));
        soon().until(() -> browser.text(".lead").contains("intern"));
        browser.type("input[name=reason]", "a look");
        browser.click("#pause");
        soon().until(() -> browser.text("#resume").equals("Resume"));
        boolean paused = agent("climber").body().path("paused").asBoolean();
        browser.click("#resume");
        soon().until(() -> browser.text("#pause").equals("Pause"));

        // Then
        assertThat(paused).isTrue();
        assertThat(agent("climber").body().path("paused").asBoolean(true)).isFalse();
        soon().untilAsserted(() -> {
            assertThat(browser.text("main tbody")).contains("resumed", "paused", "promoted", "registered");
            assertThat(browser.count("svg.chart circle.dot")).isEqualTo(4);
        });
    }

    @Test
    void replaysAnAnswerBesideItsEvidence() {
        // Given
        writ.open("executions/" + writ.answered());
        soon().until(() -> browser.text(".said").equals(writ.answer()));

        // When
        soon().until(() -> browser.property("#replay", "disabled").equals("false"));
        browser.click("#replay");

        // Then
        soon().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !browser.text(".said").equals(writ.answer()));
        soon().until(() -> browser.text(".said").equals(writ.answer()));
        assertThat(browser.text("main"))
                .contains("Agent The talker (INTERN) can perform stream_chat", "explicit agent id", "policy version");
    }

    @Test
    void drawsWhatCanvasesShow() {
        // When
        writ.open("canvas");

        // Then
        soon().until(() -> browser.count("article") >= 6);
        assertThat(browser.count("article path.line")).isEqualTo(1);
        assertThat(browser.count("article rect.bar")).isEqualTo(2);
        assertThat(browser.count("article path.slice")).isEqualTo(2);
        assertThat(browser.text("article path.slice title")).isEqualTo("Mon: 12 (38.7 %)");
        assertThat(browser.text(".panel")).isEqualTo("Pipelineok");
        assertThat(browser.text(".markdown h1")).isEqualTo("Hello");
        assertThat(browser.text(".markdown strong")).isEqualTo("strong");
        assertThat(browser.text(".markdown td")).isEqualTo("1");
        assertThat(browser.count(".markdown :is(script, img, form, input, style)"))
                .isZero();
        assertThat(browser.text(".markdown")).contains("<script>window.hacked = 1</script>");
        assertThat(browser.run("return [...document.querySelectorAll('.markdown a')].map((a) => a.getAttribute('href'))"
                        + ".join(' ')"))
                .isEqualTo(" https://example.org/");
    }

    @Test
    void submitsAFormAndSaysWhatIsWrongWithIt() {
        // Given
        writ.open("canvas");
        soon().until(() -> browser.count("article .canvas-form") >= 1);

        // When
        browser.type(".canvas-form input[type=number]", "7");
        browser.click(".canvas-form button[type=submit]");
        soon().until(() -> browser.text(".canvas-form .outcome").contains("email"));
        browser.type(".canvas-form input[type=email]", "ada@example.org");
        browser.click(".canvas-form button[type=submit]");

        // Then
        soon().until(() -> browser.text(".canvas-form .outcome").contains("Form submitted successfully"));
        String execution = browser.property(".canvas-form .outcome a", "hash").replace("#/executions/", "");
        soon().until(() ->
                http.get("/api/executions/" + execution).text("action_type").equals("submit_form"));
    }

    @Test
    void drawsACanvasThatIsPresentedMeanwhileAndTakesAClosedOneAway() throws IOException, InterruptedException {
        // Given
        writ.openLive("canvas");
        soon().until(() -> browser.count("article") >= 6);

        // When
        String canvas = writ.present(Map.of("component", "markdown", "title", "Come later", "content", "later"))
                .text("canvas_id");

        // Then
        soon().until(() -> browser.text("article h2").equals("Come later"));
        http.post("/api/canvas/close", Map.of("canvas_id", canvas, "user_id", "ada"));
        soon().until(() -> browser.count("[data-canvas='" + canvas + "']") == 0);
    }

    @Test
    void searchesTheAudit() {
        // Given
        soon().until(() -> !http.get("/api/audit/decisions?agent_id=hostile")
                .body()
                .path("decisions")
                .isEmpty());
        writ.open("search");
        browser.type("input[name=agent_id]", "hostile");

        // When
        browser.click("button[type=submit]");

        // Then
        soon().until(() -> browser.count("main tbody tr") == 1);
        assertThat(browser.text("main tbody")).contains(HOSTILE, "stream_chat", "explicit_agent_id");
        assertThat(browser.property("a[download]", "href"))
                .contains("/api/audit/decisions?", "agent_id=hostile", "format=csv");

        // When
        browser.choose("select[name=table]", "executions");
        browser.choose("select[name=status]", "blocked");
        browser.click("button[type=submit]");

        // Then
        soon().until(() -> browser.text("main caption").equals("Found executions")
                && browser.text("main tbody").contains("student"));
    }

    @Test
    void movesThroughHistoryByASlider() {
        // Given
        writ.open("replay");
        browser.click("button[type=submit]");
        soon().until(() -> browser.text("output").contains(" events"));
        String atTheEnd = browser.text("main tbody");

        // When
        browser.run("document.querySelector('#moment').focus()");
        browser.press(Keys.HOME);
        String atTheBeginning = browser.text("output");
        String ofAll = atTheBeginning.replaceAll(".* of (\\d+) events", "$1");
        browser.press(Keys.END);

        // Then
        assertThat(atTheBeginning).doesNotContain(", " + ofAll + " of ");
        assertThat(browser.text("output")).contains(", " + ofAll + " of " + ofAll);
        assertThat(browser.text("main tbody")).isEqualTo(atTheEnd);
        assertThat(browser.text("main")).contains("Agents that had changed by then", HOSTILE);
    }

    @Test
    void showsWhatAnotherPolicyWouldHaveMade() {
        // Given
        writ.open("what-if");
        soon().until(() -> browser.property("textarea", "value").contains("stream_chat"));

        // When
        browser.click("button[type=submit]");
        soon().until(() -> browser.text("main").contains("By agent and action"));
        String unchanged = browser.text("main .facts");
        browser.run("const area = document.querySelector('textarea'); const policy = JSON.parse(area.value);"
                + " policy.action_complexity.stream_chat = 1; area.value = JSON.stringify(policy)");
        browser.click("button[type=submit]");

        // Then
        assertThat(unchanged).contains("0 newly blocked, 0 newly allowed");
        soon().until(() -> browser.text("main .facts").matches("(?s).*0 newly blocked, [1-9]\\d* newly allowed.*"));

        // When
        browser.type("textarea", "{");
        browser.click("button[type=submit]");

        // Then
        soon().until(() -> browser.count("main [role=alert]") == 1);
    }

    private Reply agent(String id) throws IOException, InterruptedException {
        return http.get("/api/agents/" + id);
    }
}

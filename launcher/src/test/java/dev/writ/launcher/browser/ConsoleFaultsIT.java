package dev.writ.launcher.browser;

import static dev.writ.launcher.browser.Browser.soon;
import static dev.writ.launcher.browser.WatchedWrit.CHAT;
import static dev.writ.launcher.browser.WatchedWrit.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.demo.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What the console says where it cannot show or send everything, by keys where it is used. */
class ConsoleFaultsIT extends ConsoleTests {

    /** More than the feed keeps. */
    private static final int MANY = 510;

    private static final int AT_A_TIME = 16;

    /** Of 500, but for those that were made in another step than the first that came. */
    private static final String OF_THE_LATEST = "Of (4\\d\\d|500) decisions since .*";

    /** Feeds a fresh feed with a step of 2,000 decisions, the first 400 quick and the others slow; says the median. */
    private static final String MEDIAN_OF_A_BUSY_STEP = """
            return import('/console/feed.js').then(async ({ Feed, quantile }) => {
              const real = window.fetch;
              const event = (name, data) => `event: feed:${name}\\ndata: ${JSON.stringify(data)}\\n\\n`;
              const now = Math.floor(Date.now() / 5000) * 5000;
              const decisions = Array.from({ length: 2000 }, (_, number) => event('decision', {
                decision_id: String(number),
                verdict: 'allowed',
                seen_at: new Date(now + (number < 400 ? 1 : 100)).toISOString(),
                governance_check: { decided_at: new Date(now).toISOString() },
              }));
              const feed = new Feed();
              const away = new Promise((resolve) =>
                feed.addEventListener('state', ({ detail }) => detail === 'away' && resolve()));
              window.fetch = async () => new Response([event('live', {}), ...decisions].join(''));
              feed.start();
              window.fetch = real;
              await away;
              feed.stop();
              const [bucket] = feed.buckets(now).slice(-1);
              return `${bucket.decisions} ${bucket.latencies.length} ${quantile(bucket.latencies, 0.5)}`;
            });
            """;

    ConsoleFaultsIT(@TempDir Path data) throws IOException, InterruptedException {
        super(data);
    }

    @Test
    void drawsTheOthersBesideACanvasThatCannotBeDrawn() throws IOException, InterruptedException {
        // Given
        writ.present(Map.of("component", "markdown", "title", "Deep", "content", ">".repeat(10_000) + "x"));
        List<?> many = Collections.nCopies(10_000, Collections.nCopies(21, 1));
        present("line_chart", many);
        present("bar_chart", many);
        present(
                "line_chart",
                IntStream.range(0, 1_000).mapToObj(i -> Map.of("y" + i, i)).toList());
        writ.present(Map.of("component", "markdown", "title", "Beside", "content", "seen"));

        // When
        writ.openLive("canvas");

        // Then
        soon().until(() -> browser.count("article") >= 11);
        assertThat(inCanvas("Deep", ".failure", "textContent")).startsWith("This cannot be drawn: ");
        assertThat(inCanvas("Beside", ".markdown", "textContent")).contains("seen");
        assertThat(browser.count("article .failure")).isEqualTo(1);
        assertThat(browser.count("article path.line"))
                .as("of those that are always there and the two")
                .isEqualTo(1 + 20 + 50);
        assertThat(browser.count("article rect.bar")).isEqualTo(2);
        assertThat(browser.count("article path.bar")).isEqualTo(20);

        // When
        assertThat(browser.count("article figure table")).isZero();
        inCanvas("Lines", "summary", "click()");

        // Then
        soon().until(() -> browser.count("article figure tbody tr") == 2);

        // When
        writ.present(Map.of("component", "markdown", "title", "Deep too", "content", ">".repeat(10_000) + "x"));
        writ.present(Map.of("component", "markdown", "title", "Come later", "content", "later"));

        // Then
        soon().until(() -> browser.text("article h2").equals("Come later"));
        assertThat(browser.text("main [role=status]")).startsWith("13 open");
    }

    @Test
    void saysAtANumberThatItIsNoneAndSubmitsAFormByKeysAlone() {
        // Given
        writ.open("canvas");
        soon().until(() -> browser.count("article .canvas-form") >= 1);

        // When
        browser.tabTo("input#" + browser.property(".canvas-form input[type=email]", "id") + " ");
        browser.press("ada@example.org", Keys.TAB, "7e", Keys.ENTER);

        // Then
        soon().until(() -> browser.text(".canvas-form .failure").equals("must be a number"));
        assertThat(browser.focus()).contains(browser.property(".canvas-form input[type=number]", "id"));
        assertThat(browser.text(".canvas-form .outcome")).isEmpty();

        // When
        browser.press(Keys.BACK_SPACE, Keys.ENTER);

        // Then
        soon().until(() -> browser.text(".canvas-form .outcome").contains("Form submitted successfully"));
        assertThat(browser.count(".canvas-form .failure, .canvas-form [aria-invalid]"))
                .isZero();
    }

    @Test
    void promotesAnAgentByKeysAloneAndStaysWhereTheFocusWas() {
        // Given
        writ.open("agents/climber");
        soon().until(() -> browser.text("#promote").equals("Promote"));

        // When
        browser.tabTo("button#promote");
        browser.press(Keys.ENTER);

        // Then
        soon().until(() -> browser.text(".lead").contains("intern"));
        assertThat(browser.focus()).startsWith("button#promote");
    }

    @Test
    void saysOfWhichDecisionsItsFiguresAreAndThatSomeWereMissed() throws ExecutionException, InterruptedException {
        // Given
        writ.openLive("overview");
        soon().until(() -> browser.text("#extent").matches("Of \\d+ decisions since \\d\\d:\\d\\d:\\d\\d"));
        String first = browser.tab();

        // When
        browser.openTab();
        decide(MANY);
        writ.openLive("overview");

        // Then
        soon().until(() -> browser.text("#extent").matches(OF_THE_LATEST));
        assertThat(browser.text("#gap")).isEmpty();

        // When
        browser.goToTab(first);

        // Then
        soon().until(() -> browser.text("#gap").matches("Some decisions were found missing at .*; Search has them\\."));
        soon().until(() -> browser.text("#extent").matches(OF_THE_LATEST));
        browser.click("a[href='#/decisions']");
        soon().until(() -> browser.text("#gap").contains("found missing"));
        browser.closeOtherTabs();
    }

    @Test
    void samplesLatenciesOfAWholeStepHoweverMany() {
        // Given
        writ.open("overview");

        // When
        String sampled = browser.run(MEDIAN_OF_A_BUSY_STEP);

        // Then
        assertThat(sampled).isEqualTo("2000 400 100");
    }

    private void present(String chart, List<?> items) throws IOException, InterruptedException {
        writ.present(Map.of("component", chart, "title", "Many", "data", items));
    }

    /** A property of an element in the canvas of a title, or what a method of it returns. */
    private String inCanvas(String title, String css, String member) {
        return browser.run(
                "const of = [...document.querySelectorAll('article')].find((e) => e.querySelector('h2').textContent"
                        + " === arguments[0]); return of.querySelector(arguments[1])." + member,
                title,
                css);
    }

    /** Has decisions made, as many at a time as a gateway easily takes. */
    private void decide(int count) throws ExecutionException, InterruptedException {
        Callable<Reply> refused = () -> writ.http.post(CHAT, chat("student"));
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            for (var reply : threads.invokeAll(Collections.nCopies(count, refused))) {
                assertThat(reply.get().status()).isEqualTo(403);
            }
        }
    }
}

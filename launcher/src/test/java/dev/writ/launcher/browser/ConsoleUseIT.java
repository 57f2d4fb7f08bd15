package dev.writ.launcher.browser;

import static dev.writ.launcher.browser.Browser.soon;
import static dev.writ.launcher.browser.WatchedWrit.CHAT;
import static dev.writ.launcher.browser.WatchedWrit.HOSTILE;
import static dev.writ.launcher.browser.WatchedWrit.WIDE;
import static dev.writ.launcher.browser.WatchedWrit.chat;
import static dev.writ.launcher.browser.WatchedWrit.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** How the console is used: by keys, in both colours, on a phone, and with whatever agents call themselves. */
class ConsoleUseIT extends ConsoleTests {

    private static final int PHONE = 360;

    ConsoleUseIT(@TempDir Path data) throws IOException, InterruptedException {
        super(data);
    }

    @Test
    void isUsedByTheKeyboardAlone() {
        // Given
        writ.open("overview");

        // When
        browser.press(Keys.TAB);
        String first = browser.focus();
        browser.press(Keys.ENTER);
        String content = browser.focus();
        browser.press("3");
        soon().until(() -> browser.focus().equals("h1# Agents"));
        browser.press("/");
        browser.press("clerk");
        soon().until(() -> browser.count("main tbody tr") == 1);
        browser.tabTo("The clerk");
        String outline = browser.styleOfFocus("outlineStyle");
        browser.press(Keys.ENTER);

        // Then
        assertThat(first).contains("To the content");
        assertThat(content).startsWith("main#main");
        assertThat(outline).isEqualTo("solid");
        soon().until(() -> browser.text("main").contains("What it may do"));

        // When
        browser.press("?");
        boolean shown = browser.property("#help", "open").equals("true");
        browser.press(Keys.ESCAPE);

        // Then
        assertThat(shown).isTrue();
        assertThat(browser.property("#help", "open")).isEqualTo("false");
    }

    @Test
    void hasTheColoursOfTheSystemUnlessTheUserChooses() {
        // Given
        String background = "return getComputedStyle(document.body).backgroundColor";
        browser.look("dark", WIDE);
        writ.open("overview");

        // When
        String system = browser.run(background);
        browser.click("#theme");
        String light = browser.run(background);
        browser.look("light", WIDE);
        browser.click("#theme");
        String dark = browser.run(background);
        browser.click("#theme");

        // Then
        assertThat(system).isEqualTo(dark).isEqualTo("rgb(20, 23, 28)");
        assertThat(light).isEqualTo("rgb(255, 255, 255)");
        assertThat(browser.text("#theme")).isEqualTo("Colours: auto");
    }

    @Test
    void goesOnInManyTabsAlthoughABrowserHasFewConnections() throws IOException, InterruptedException {
        // Given
        writ.openLive("decisions");
        String first = browser.tab();

        // When
        for (int tab = 0; tab < 7; tab++) {
            browser.openTab();
            writ.openLive("overview");
        }
        http.post(CHAT, with(chat("student"), Map.of("user_id", "in-another-tab")));
        browser.goToTab(first);

        // Then
        soon().until(() -> browser.text("main tbody tr").contains("in-another-tab"));
        browser.closeOtherTabs();
    }

    @ParameterizedTest
    @CsvSource({
        "overview,  .facts",
        "decisions, tbody tr",
        "agents,    tbody tr",
        "agents/climber, tbody tr",
        "executions, tbody tr",
        "canvas,    article:nth-of-type(6)",
        "search,    tbody tr",
        "replay,    #moment",
        "what-if,   .facts",
    })
    void fitsAPhoneAndAWideScreenInBothColours(String view, String drawn) throws IOException {
        for (int width : new int[] {PHONE, WIDE}) {
            for (String scheme : List.of("light", "dark")) {
                // When
                browser.look(scheme, width);
                writ.open(view);
                soon().pollDelay(Duration.ofMillis(300))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> {
                            browser.run(
                                    "const form = document.querySelector('main form:not(.canvas-form):not(.toolbar)');"
                                            + " if (form && !document.querySelector(arguments[0])) { form.requestSubmit(); }",
                                    "main " + drawn);
                            return browser.count("main " + drawn) > 0;
                        });
                browser.shoot(view.replace('/', '-') + "-" + scheme + "-" + width);

                // Then
                assertThat(Integer.parseInt(browser.run("return document.documentElement.scrollWidth")))
                        .as("width of %s", view)
                        .isLessThanOrEqualTo(width);
            }
        }
    }

    @Test
    void showsHostileTextsAsTexts() {
        for (String view : List.of("agents", "decisions", "agents/hostile", "canvas")) {
            // When
            writ.open(view);

            // Then
            soon().until(() -> browser.text("main").contains(HOSTILE));
            assertThat(browser.count("main :is(img, b)")).as(view).isZero();
            assertThat(browser.run("return window.hacked")).isEqualTo("null");
        }
    }
}

package dev.writ.launcher.browser;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** Chromium without a screen, as people use it: wide and narrow, light and dark, by mouse and by keys. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int HEIGHT = 1_400;

    /** Runs before the page's own scripts, and keeps whatever goes wrong in it. */
    private static final String WATCH = """
            window.troubles = [];
            addEventListener('error', (e) => troubles.push('error: ' + (e.message ?? e.target?.src ?? e.target?.href)), true);
            addEventListener('unhandledrejection', (e) => troubles.push('rejection: ' + e.reason));
            addEventListener('securitypolicyviolation', (e) => troubles.push('policy: ' + e.violatedDirective + ' ' + e.blockedURI));
            """;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /**
     * Starts it.
     *
     * @throws IllegalStateException if there is no browser or driver on this machine
     */
    static Browser start() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium", "chromium-browser", "google-chrome"));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync");
        // Without it Selenium would look for a driver to download.
        System.setProperty(
                ChromeDriverService.CHROME_DRIVER_EXE_PROPERTY,
                program("chromedriver").getPath());
        Browser browser = new Browser(new ChromeDriver(options));
        browser.driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
        return browser;
    }

    private static File program(String... names) {
        List<Path> folders = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
        return Stream.of(names)
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the console is tested in Chromium, and there is no "
                        + names[0] + " on the path: apt-get install chromium chromium-driver"))
                .toFile();
    }

    /** Waits for things that happen elsewhere; elements may be drawn anew meanwhile. */
    static ConditionFactory soon() {
        return await().atMost(PATIENCE).ignoreExceptions();
    }

    /** The tab that is seen. */
    String tab() {
        return driver.getWindowHandle();
    }

    /** Opens a tab, and goes to it. */
    void openTab() {
        driver.switchTo().newWindow(WindowType.TAB);
    }

    /** Goes to a tab that is there. */
    void goToTab(String tab) {
        driver.switchTo().window(tab);
    }

    /** Closes all tabs but the one that is seen. */
    void closeOtherTabs() {
        String seen = tab();
        driver.getWindowHandles().stream().filter(tab -> !tab.equals(seen)).forEach(tab -> {
            goToTab(tab);
            driver.close();
        });
        goToTab(seen);
    }

    /** Loads the page at a view, such as {@code agents/a1}, and waits until the view is there. */
    void open(URI url, String view) {
        driver.get("about:blank");
        driver.get(url.resolve("/") + "#/" + view);
        soon().until(() -> count("main > h1") == 1);
    }

    /** Runs a script in the page; what it returns as a text. */
    String run(String script, Object... arguments) {
        return String.valueOf(driver.executeScript(script, arguments));
    }

    /** The text of the first element; empty if there is none. */
    String text(String css) {
        return run("return document.querySelector(arguments[0])?.textContent ?? ''", css);
    }

    /** How many elements there are. */
    long count(String css) {
        return Long.parseLong(run("return document.querySelectorAll(arguments[0]).length", css));
    }

    /** A property of the first element, such as its value. */
    String property(String css, String name) {
        return run("return document.querySelector(arguments[0])?.[arguments[1]]", css, name);
    }

    /** A computed style of what has the focus. */
    String styleOfFocus(String name) {
        return run("return getComputedStyle(document.activeElement)[arguments[0]]", name);
    }

    /** What has the focus, as {@code tag#id text}. */
    String focus() {
        return run("const e = document.activeElement;"
                + " return e.tagName.toLowerCase() + '#' + e.id + ' ' + e.textContent.slice(0, 60)");
    }

    void click(String css) {
        find(css).click();
    }

    /** Replaces what an input holds. */
    void type(String css, String text) {
        WebElement input = find(css);
        input.clear();
        input.sendKeys(text);
    }

    /** Chooses of a list. */
    void choose(String css, String value) {
        run(
                "const e = document.querySelector(arguments[0]); e.value = arguments[1];"
                        + " e.dispatchEvent(new Event('input', {bubbles: true}));"
                        + " e.dispatchEvent(new Event('change', {bubbles: true}))",
                css,
                value);
    }

    /** Presses keys, wherever the focus is. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Goes on by Tab until what has the focus has the text; fails after 60 steps. */
    void tabTo(String text) {
        for (int step = 0; step < 60; step++) {
            press(Keys.TAB);
            if (focus().contains(text)) {
                return;
            }
        }
        throw new AssertionError("not reached by Tab: " + text + "; the focus is at " + focus());
    }

    /**
     * Looks from here on as on a screen of a width.
     *
     * @param scheme light or dark, as the system prefers
     */
    void look(String scheme, int width) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Keeps what is seen, for people to look at. */
    void shoot(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** What went wrong in the page since it was loaded: errors of scripts, and whatever the policy refused. */
    String troubles() {
        return run("return (window.troubles ?? []).join('; ')");
    }

    /** What the page asked of others than the server it came from. */
    String foreignRequests() {
        return run("return performance.getEntriesByType('resource').map((e) => e.name)"
                + ".filter((name) => !name.startsWith(location.origin + '/')).join(' ')");
    }

    private WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    @Override
    public void close() {
        driver.quit();
    }
}

package dev.writ.launcher.browser;

import dev.writ.launcher.demo.WritHttp;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Tests of the console of one Writ, in one browser, in which nothing may go wrong meanwhile. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ConsoleTests {

    final WatchedWrit writ;
    final Browser browser;
    final WritHttp http;

    /** @param data a folder for what Writ keeps */
    ConsoleTests(Path data) throws IOException, InterruptedException {
        writ = WatchedWrit.start(data);
        browser = writ.browser;
        http = writ.http;
    }

    @AfterEach
    void requireNoTrouble() {
        writ.requireNoTrouble();
    }

    @AfterAll
    void stop() {
        writ.close();
    }
}

package dev.writ.launcher.demo;

import java.io.PrintWriter;
import java.util.List;

/** The story that shows what Writ does, in seven steps. */
public final class Story {

    private static final List<Step> OVER_HTTP = List.of(
            new RegisterAgents(),
            new BlockedAndStreamedChat(),
            new Presentations(),
            new FormSubmissions(),
            new ResolutionPaths(),
            new RiseAndFall());

    private Story() {}

    /**
     * Plays the story and tells it.
     *
     * @param run a word that no other run of the story has
     * @param database the sink's database, as a JDBC URL with user and password
     * @return what differed from what should be; empty if nothing did
     * @throws Exception if Writ cannot be reached or does not answer
     */
    public static List<String> play(WritHttp http, String database, String run, PrintWriter out) throws Exception {
        Scene scene = new Scene(http, run);
        int number = 1;
        for (Step step : OVER_HTTP) {
            heading(out, number++, step.title());
            step.play(scene);
            out.println(scene.takeTable());
            out.flush();
        }
        OperatorQueries queries = new OperatorQueries(database);
        heading(out, number, queries.title());
        queries.answer(scene, out);
        return scene.differences();
    }

    private static void heading(PrintWriter out, int number, String title) {
        out.println(number + ". " + title);
        out.println();
    }
}

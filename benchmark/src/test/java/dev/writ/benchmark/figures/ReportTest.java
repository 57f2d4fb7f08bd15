package dev.writ.benchmark.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @Test
    void drawsATable() {
        // Given
        MarkdownTable table = new MarkdownTable("streams", "holds");

        // When
        table.row("100", "yes");

        // Then
        assertThat(table).hasToString("| streams | holds |\n| --- | --- |\n| 100 | yes |\n");
    }

    @Test
    void tellsTheMostFrequentTroublesFirst() {
        // Given
        Troubles troubles = new Troubles();

        // When
        troubles.add("rare");
        troubles.add("usual");
        troubles.add("usual");

        // Then
        assertThat(troubles.json().toString()).isEqualTo("{\"usual\":2,\"rare\":1}");
    }

    @Test
    void isWrittenForProgramsAndForPeople(@TempDir Path folder) throws IOException {
        // Given
        Report report = new Report(Report.begun().put("rate", 20), "# Rate\n");

        // When
        report.write(folder.resolve("new"), "rate");

        // Then
        assertThat(folder.resolve("new/rate.md")).hasContent("# Rate\n");
        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("new/rate.json").toFile())
                        .path("rate")
                        .intValue())
                .isEqualTo(20);
    }

    @Test
    void showsItsPictures(@TempDir Path folder) throws IOException {
        // Given
        Report report = new Report(Report.begun(), "# Rate\n", Map.of("latency", "<svg/>"));

        // When
        report.write(folder, "rate");

        // Then
        assertThat(folder.resolve("rate-latency.svg")).hasContent("<svg/>");
        assertThat(folder.resolve("rate.md")).content().endsWith("![latency](rate-latency.svg)\n");
    }
}

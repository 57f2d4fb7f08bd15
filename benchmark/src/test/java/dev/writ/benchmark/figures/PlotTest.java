package dev.writ.benchmark.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class PlotTest {

    private final Plot plot = new Plot("Time & <cost>", "ms");

    @ParameterizedTest
    @CsvSource({"37, 10, 4", "1, 0.2, 5", "0.0034, 0.001, 4", "1234, 500, 3", "0, 1, 1"})
    void theAxisEndsAtARoundNumberBehindTheLargest(double largest, double step, int steps) {
        // When
        Axis axis = Axis.to(largest);

        // Then
        assertThat(axis.steps()).isEqualTo(steps);
        assertThat(axis.step()).isCloseTo(step, Offset.offset(1e-9));
        assertThat(axis.end()).isGreaterThanOrEqualTo(largest);
        assertThat(axis.ticks()).hasSize(steps + 1).startsWith(0.0);
    }

    @Test
    void aBarIsAsHighAsItsMedian() throws Exception {
        // Given: an axis to 20
        plot.add("p50", "bare", new Spread(9, 10, 11));
        plot.add("p50", "writ", new Spread(15, 20, 20));

        // When
        NodeList boxes = parse(plot.bars()).getElementsByTagName("rect");

        // Then: the background, the legend's box, and a bar each
        assertThat(boxes.getLength()).isEqualTo(4);
        double half = height(boxes, 2);
        double whole = height(boxes, 3);
        assertThat(half).isPositive();
        assertThat(whole).isCloseTo(2 * half, Offset.offset(0.2));
    }

    @Test
    void aLineLeavesOutWhatASeriesLacks() throws Exception {
        // Given
        plot.add("writ", "1", new Spread(1, 1, 1));
        plot.add("writ", "6", new Spread(2, 2, 3));
        plot.add("bare", "6", new Spread(1, 1, 1));

        // When
        Document svg = parse(plot.lines());

        // Then
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(3);
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    }

    @Test
    void namesWhatItShows() throws Exception {
        // Given
        plot.add("p50", "bare", new Spread(1, 1, 1));

        // When
        String words = parse(plot.bars()).getDocumentElement().getTextContent();

        // Then
        assertThat(words).contains("Time & <cost>, ms", "p50", "bare");
    }

    @Test
    void anEmptyOneIsStillAPicture() throws Exception {
        assertThat(parse(plot.lines()).getDocumentElement().getTagName()).isEqualTo("svg");
    }

    private static double height(NodeList boxes, int number) {
        return Double.parseDouble(((Element) boxes.item(number)).getAttribute("height"));
    }

    private static Document parse(String svg) throws ParserConfigurationException, IOException, SAXException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}

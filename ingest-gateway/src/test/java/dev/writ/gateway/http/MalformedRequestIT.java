package dev.writ.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server answers to requests that are not as HTTP or the routes want them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit sets the field up.
class MalformedRequestIT {

    private static final String CLOSE = "Host: localhost\r\nConnection: close\r\n";

    private HttpServerFixture fixture;

    @BeforeAll
    void start() {
        fixture = new HttpServerFixture();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void refusesAHeadThatEndsItsLinesWithABareLf() {
        assertProblem(400, exchange("GET /things/1 HTTP/1.1\nHost: localhost\nConnection: close\n\n"));
    }

    @Test
    void refusesTwoDifferentContentLengths() {
        assertProblem(
                400, exchange("POST /echo HTTP/1.1\r\n" + CLOSE + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} "));
    }

    @Test
    void refusesTwoEqualContentLengths() {
        assertProblem(
                400, exchange("POST /echo HTTP/1.1\r\n" + CLOSE + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"));
    }

    @Test
    void refusesAContentLengthBesideATransferCoding() {
        String request = "POST /echo HTTP/1.1\r\n" + CLOSE
                + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
        assertProblem(400, exchange(request));
    }

    @Test
    void doesNotImplementFurtherTransferCodings() {
        String request = "POST /echo HTTP/1.1\r\n" + CLOSE + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n";
        assertProblem(501, exchange(request));
    }

    @Test
    void refusesATransferCodingThatLeavesTheLengthOpen() {
        assertProblem(400, exchange("POST /echo HTTP/1.1\r\n" + CLOSE + "Transfer-Encoding: gzip\r\n\r\n"));
    }

    @Test
    void refusesACodedBody() {
        String request = "POST /echo HTTP/1.1\r\n" + CLOSE + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}";
        assertProblem(415, exchange(request));
    }

    @Test
    void refusesALineThatContinuesTheFieldBefore() {
        assertProblem(400, exchange("GET /things/1 HTTP/1.1\r\n" + CLOSE + "X: a\r\n b\r\n\r\n"));
    }

    @Test
    void refusesARequestWithoutHost() {
        assertProblem(400, exchange("GET /things/1 HTTP/1.1\r\nConnection: close\r\n\r\n"));
    }

    @Test
    void refusesTwoHosts() {
        assertProblem(
                400, exchange("GET /things/1 HTTP/1.1\r\nHost: localhost\r\nHost: b\r\nConnection: close\r\n\r\n"));
    }

    @Test
    void refusesASpaceBeforeTheColon() {
        assertProblem(400, exchange("GET /things/1 HTTP/1.1\r\n" + CLOSE + "X : a\r\n\r\n"));
    }

    @Test
    void refusesAnotherProtocolVersion() {
        assertProblem(505, exchange("GET /things/1 HTTP/3.7\r\n" + CLOSE + "\r\n"));
    }

    @Test
    void refusesALargeHead() {
        String fields = "X-Large: ".concat("x".repeat(20_000)).concat("\r\n");
        assertProblem(431, exchange("GET /things/1 HTTP/1.1\r\n" + CLOSE + fields + "\r\n"));
    }

    @Test
    void refusesALongUri() {
        assertProblem(414, exchange("GET /things/" + "x".repeat(20_000) + " HTTP/1.1\r\n" + CLOSE + "\r\n"));
    }

    @Test
    void refusesALargeBodyByItsLength() {
        int before = fixture.bodies.get();
        String body = "x".repeat(HttpServerFixture.MAX_BODY + 1);
        assertProblem(
                413,
                exchange("POST /echo HTTP/1.1\r\n" + CLOSE + "Content-Length: " + body.length() + "\r\n\r\n" + body));
        assertThat(fixture.bodies).hasValue(before);
    }

    @Test
    void refusesALargeBodyInChunks() {
        int before = fixture.bodies.get();
        String chunk = "200\r\n" + "x".repeat(0x200) + "\r\n";
        String request = "POST /echo HTTP/1.1\r\n" + CLOSE + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(3);
        assertProblem(413, exchange(request + "0\r\n\r\n"));
        assertThat(fixture.bodies).hasValue(before);
    }

    @ParameterizedTest
    @CsvSource({"POST,/things/1,'GET, HEAD, PUT'", "DELETE,/things/1,'GET, HEAD, PUT'", "GET,/echo,POST"})
    void namesTheMethodsThatAPathTakes(String method, String path, String allow) {
        String response = exchange(method + " " + path + " HTTP/1.1\r\n" + CLOSE + "\r\n");
        assertProblem(405, response);
        assertThat(response).contains("Allow: " + allow + "\r\n");
    }

    @Test
    void doesNotImplementUnknownMethods() {
        assertProblem(501, exchange("BREW /things/1 HTTP/1.1\r\n" + CLOSE + "\r\n"));
    }

    @Test
    void findsNothingAtAnUnknownPath() {
        assertProblem(404, exchange("GET /nowhere HTTP/1.1\r\n" + CLOSE + "\r\n"));
    }

    @Test
    void keepsThePathOfAProblemWithoutItsQuery() {
        assertThat(exchange("GET /nowhere?token=abc HTTP/1.1\r\n" + CLOSE + "\r\n"))
                .contains("\"instance\":\"/nowhere\"")
                .doesNotContain("abc");
    }

    @Test
    void refusesPathsThatTwoReadersMayTakeForTwoThings() {
        assertProblem(400, exchange("GET /things/%2e%2e%2fecho HTTP/1.1\r\n" + CLOSE + "\r\n"));
    }

    @Test
    void tellsNothingOfAFailure() {
        String response = exchange("GET /fails HTTP/1.1\r\n" + CLOSE + "\r\n");
        assertProblem(500, response);
        assertThat(response)
                .doesNotContain("secret")
                .doesNotContain("IllegalState")
                .doesNotContain("Server:");
    }

    @Test
    void answersHttp10() {
        assertThat(exchange("GET /things/7 HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("{\"id\":\"7\"}");
    }

    @Test
    void isNotAskedByTheNameOfAnotherSite() {
        assertProblem(421, exchange("GET /things/1 HTTP/1.1\r\nHost: other.example:80\r\nConnection: close\r\n\r\n"));
        for (String host : List.of("127.0.0.1:8080", "[::1]:8080", "LocalHost", "a.localhost:1", "Writ.example:80")) {
            assertThat(exchange("GET /things/1 HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .as(host)
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void answersAHeadRequestWithoutABody() {
        assertThat(exchange("HEAD /things/7 HTTP/1.1\r\n" + CLOSE + "\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("Content-Length: 10\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void answersPipelinedRequestsInOrder() {
        String response = exchange("GET /things/1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\ntwo"
                + "GET /things/3 HTTP/1.1\r\n" + CLOSE + "\r\n");
        assertThat(response).containsSubsequence("{\"id\":\"1\"}", "{\"body\":\"two\"}", "{\"id\":\"3\"}");
    }

    @Test
    void asksForTheBodyThatAClientHoldsBack() {
        try (RawClient client = new RawClient(fixture.port())) {
            client.send("POST /echo HTTP/1.1\r\n" + CLOSE + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100");
            client.send("ok");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200").endsWith("{\"body\":\"ok\"}");
        }
    }

    private String exchange(String request) {
        return RawClient.exchange(fixture.port(), request);
    }

    private static void assertProblem(int status, String response) {
        assertThat(response)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("Content-Type: application/problem+json\r\n")
                .contains("\"type\":\"urn:writ:problem:")
                .contains("\"status\":" + status);
    }
}

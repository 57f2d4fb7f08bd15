package dev.writ.launcher.query;

import dev.writ.gateway.http.Exchange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The header field Link (RFC 8288) that leads to the next page: the same request with another cursor. */
final class NextLink {

    private NextLink() {}

    static String of(Exchange exchange, String cursor) {
        Map<String, String> query = new LinkedHashMap<>(exchange.query());
        query.put("cursor", cursor);
        String text = query.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return "<" + exchange.path() + "?" + text + ">; rel=\"next\"";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package dev.writ.gateway.request;

import dev.writ.gateway.http.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request without a server. */
public final class FakeExchange implements Exchange {

    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private final String body;

    public FakeExchange(String body) {
        this.body = body;
        with("Content-Type", "application/json");
    }

    public FakeExchange with(String name, String... values) {
        headers.put(name.toLowerCase(Locale.ROOT), List.of(values));
        return this;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "/path";
    }

    @Override
    public String pathParameter(String name) {
        return name;
    }

    @Override
    public Map<String, String> query() {
        return Map.of();
    }

    @Override
    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    @Override
    public byte[] body() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}

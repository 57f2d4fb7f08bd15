package dev.writ.launcher.tracing;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A span as it came, with numbers of opentelemetry-proto 1.x.
 *
 * @param service the resource's service.name
 * @param scope who made it
 * @param parentId empty for the first of its trace
 * @param kind INTERNAL, SERVER, CLIENT, PRODUCER or CONSUMER
 * @param attributes values as texts; those of lists joined by commas
 * @param failed whether its status is an error
 */
record ReceivedSpan(
        String service,
        String scope,
        String traceId,
        String id,
        String parentId,
        String name,
        String kind,
        long beganNanos,
        long endedNanos,
        Map<String, String> attributes,
        boolean failed) {

    private static final List<String> KINDS =
            List.of("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");
    private static final long ERROR = 2;

    /** The spans of one ExportTraceServiceRequest. */
    static List<ReceivedSpan> of(byte[] request) {
        return ProtoMessage.parse(request).messages(1).stream()
                .flatMap(ReceivedSpan::ofResource)
                .toList();
    }

    private static Stream<ReceivedSpan> ofResource(ProtoMessage resourceSpans) {
        String service = attributes(resourceSpans.messages(1).getFirst(), 1).getOrDefault("service.name", "");
        return resourceSpans.messages(2).stream()
                .flatMap(scopeSpans -> scopeSpans.messages(2).stream()
                        .map(span -> of(
                                span, service, scopeSpans.messages(1).getFirst().text(1))));
    }

    private static ReceivedSpan of(ProtoMessage span, String service, String scope) {
        return new ReceivedSpan(
                service,
                scope,
                hex(span.bytes(1)),
                hex(span.bytes(2)),
                hex(span.bytes(4)),
                span.text(5),
                KINDS.get((int) span.number(6)),
                span.number(7),
                span.number(8),
                attributes(span, 9),
                span.messages(15).stream().anyMatch(status -> status.number(3) == ERROR));
    }

    private static Map<String, String> attributes(ProtoMessage message, int field) {
        Map<String, String> attributes = new TreeMap<>();
        message.messages(field)
                .forEach(each ->
                        attributes.put(each.text(1), value(each.messages(2).getFirst())));
        return attributes;
    }

    private static String value(ProtoMessage any) {
        if (any.has(5)) {
            return String.join(
                    ",",
                    any.messages(5).getFirst().messages(1).stream()
                            .map(ReceivedSpan::value)
                            .toList());
        }
        return any.has(4)
                ? Double.toString(Double.longBitsToDouble(any.number(4)))
                : any.has(3) || any.has(2) ? Long.toString(any.number(any.has(3) ? 3 : 2)) : any.text(1);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

package dev.writ.launcher.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** JSON as YAML in block style, for people to read. Texts that YAML could take for something else are quoted as in JSON. */
final class YamlText {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z$][A-Za-z0-9_./-]*(?: [A-Za-z0-9_.,();/'-]+)*");
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlText() {}

    /** An object's text, ended by a line feed. */
    static String of(JsonNode object) {
        return block(object, 0);
    }

    private static String block(JsonNode node, int indent) {
        String before = " ".repeat(indent);
        StringBuilder text = new StringBuilder();
        if (node.isArray()) {
            for (JsonNode item : node) {
                text.append(before).append("- ");
                text.append(isBlock(item) ? block(item, indent + 2).substring(indent + 2) : flow(item) + "\n");
            }
            return text.toString();
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            JsonNode value = member.getValue();
            text.append(before).append(scalar(member.getKey())).append(':');
            text.append(isBlock(value) ? "\n" + block(value, indent + 2) : " " + flow(value) + "\n");
        }
        return text.toString();
    }

    private static boolean isBlock(JsonNode node) {
        return node.isContainerNode() && !node.isEmpty();
    }

    /** A value on one line: an empty list or object stands as in JSON. */
    private static String flow(JsonNode node) {
        return node.isTextual() ? scalar(node.textValue()) : node.toString();
    }

    private static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : TextNode.valueOf(text).toString();
    }
}

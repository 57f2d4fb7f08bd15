package dev.writ.policy;

import java.util.Arrays;
import java.util.Optional;

/** The switches of governance. */
public enum Flag {
    /** Off: streams run ungoverned. */
    STREAMING_GOVERNANCE_ENABLED(true),
    /** Off: presentations run ungoverned. */
    CANVAS_GOVERNANCE_ENABLED(true),
    /** Off: submissions run ungoverned. */
    FORM_GOVERNANCE_ENABLED(true),
    /** On: everything runs ungoverned but what a paused agent would do. */
    EMERGENCY_GOVERNANCE_BYPASS(false),
    /** On, for one workspace: nothing runs in it, whatever the rule and the other flags say. */
    EMERGENCY_STOP(false);

    private final boolean defaultValue;

    Flag(boolean defaultValue) {
        this.defaultValue = defaultValue;
    }

    /** The value while nobody set another. */
    public boolean defaultValue() {
        return defaultValue;
    }

    /** The flag that switches governance of the action, if one does. */
    public static Optional<Flag> governing(String action) {
        return switch (action) {
            case "stream_chat", "llm_stream" -> Optional.of(STREAMING_GOVERNANCE_ENABLED);
            case "present_chart", "present_markdown", "present_status_panel", "present_form" ->
                Optional.of(CANVAS_GOVERNANCE_ENABLED);
            case "submit_form" -> Optional.of(FORM_GOVERNANCE_ENABLED);
            default -> Optional.empty();
        };
    }

    /** The flag that has the name. */
    public static Optional<Flag> named(String name) {
        return Arrays.stream(values()).filter(flag -> flag.name().equals(name)).findFirst();
    }
}

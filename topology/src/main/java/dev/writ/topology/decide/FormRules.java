package dev.writ.topology.decide;

import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.FieldError;
import dev.writ.schemas.event.FormField;
import dev.writ.schemas.event.FormSubmitted;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a submission fits the form. Messages name fields of the form, and never hold names or values that were sent. */
final class FormRules {

    /** Decision and audit repeat them. */
    private static final int MOST_ERRORS = 20;

    private FormRules() {}

    /** All that is wrong with a submission; empty if nothing is. */
    static List<FieldError> check(CanvasState canvas, FormSubmitted form) {
        if (canvas.getComponent() != CanvasComponent.FORM) {
            return List.of(new FieldError("canvas_id", "the canvas shows no form"));
        }
        List<FieldError> errors = new ArrayList<>();
        if (!form.getParentExecutionId().orElse(canvas.getExecutionId()).equals(canvas.getExecutionId())) {
            errors.add(new FieldError("agent_execution_id", "is not the execution that presented the form"));
        }
        Map<String, Object> data = form.getFormData();
        for (FormField field : canvas.getFormFields()) {
            problem(field, data.get(field.getName()))
                    .ifPresent(message -> errors.add(new FieldError(field.getName(), message)));
        }
        Set<String> known =
                canvas.getFormFields().stream().map(FormField::getName).collect(Collectors.toSet());
        long foreign =
                data.keySet().stream().filter(name -> !known.contains(name)).count();
        if (foreign > 0) { // Counted and not named: a name may be anything, and decision and audit keep it.
            errors.add(new FieldError("form_data", "holds " + fields(foreign) + " that the form does not have"));
        }
        return errors.size() <= MOST_ERRORS ? errors : errors.subList(0, MOST_ERRORS);
    }

    private static Optional<String> problem(FormField field, @Nullable Object value) {
        if (value == null || value.equals("") || value.equals(List.of())) {
            return field.getRequired() ? Optional.of("is required") : Optional.empty();
        }
        return switch (field.getType()) {
            case "number" -> unless(value instanceof Number, "must be a number");
            case "integer" -> unless(value instanceof Long, "must be a whole number");
            case "boolean", "checkbox" -> unless(value instanceof Boolean, "must be true or false");
            case "email" -> unless(value instanceof String text && isEmail(text), "must be an e-mail address");
            case "date" -> unless(value instanceof String text && isDate(text), "must be a date such as 2026-01-31");
            case "select" ->
                unless(value instanceof String text && isOption(field, text), "must be one of the options");
            case "multiselect" ->
                unless(
                        value instanceof List<?> chosen
                                && chosen.stream().allMatch(one -> one instanceof String text && isOption(field, text)),
                        "must be a list of the options");
            default -> unless(value instanceof String, "must be a text");
        };
    }

    private static String fields(long count) {
        return count == 1 ? "a field" : count + " fields";
    }

    private static Optional<String> unless(boolean holds, String message) {
        return holds ? Optional.empty() : Optional.of(message);
    }

    private static boolean isOption(FormField field, String text) {
        return field.getOptions().isEmpty() || field.getOptions().contains(text);
    }

    private static boolean isEmail(String text) {
        int at = text.indexOf('@');
        return at > 0
                && at == text.lastIndexOf('@')
                && at < text.length() - 1
                && text.chars().noneMatch(Character::isWhitespace);
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}

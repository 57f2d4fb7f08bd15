package dev.writ.worker.simulated;

import java.util.Locale;

/** What a simulated model does; asked for by the model id, which is the name in lower case with hyphens. */
public enum SimulatedFault {
    /** Every other model id: answers in full. */
    NONE,
    /** Reports an error instead of a first piece of text. */
    SIMULATED_FAIL_BEFORE_FIRST,
    /** Reports an error after half of the text. */
    SIMULATED_FAIL_MIDWAY,
    /** Ends after half of the text without saying why. */
    SIMULATED_TRUNCATE,
    /** Answers in full at a tenth of the rate. */
    SIMULATED_SLOW,
    /** Stops after half of the text because of the length limit. */
    SIMULATED_LENGTH;

    /** What a model id asks for. */
    public static SimulatedFault of(String model) {
        for (SimulatedFault fault : values()) {
            if (fault != NONE && fault.modelId().equals(model)) {
                return fault;
            }
        }
        return NONE;
    }

    /** The model id that asks for it. */
    public String modelId() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean breaksHalfway() {
        return this == SIMULATED_FAIL_MIDWAY || this == SIMULATED_TRUNCATE;
    }
}

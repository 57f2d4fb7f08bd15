package dev.writ.worker.tool;

import dev.writ.worker.control.RunningExecution;
import org.apache.kafka.common.KafkaException;

/** Decides on tool calls. Safe for use by several threads. */
@FunctionalInterface
public interface ToolGate {

    /**
     * Returns when it is known whether the call may go out, and at the latest after the check's time.
     *
     * @param running the execution that wants it; its stop ends the wait
     * @throws KafkaException if the check could not be asked for
     */
    ToolVerdict decide(WantedTool wanted, RunningExecution running) throws InterruptedException;
}

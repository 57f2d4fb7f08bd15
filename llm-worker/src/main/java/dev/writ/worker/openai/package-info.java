/** A model provider over HTTP in the OpenAI chat completions dialect. */
@NullMarked
package dev.writ.worker.openai;

import org.jspecify.annotations.NullMarked;

/** The dialect of OpenAI chat completions. */
@NullMarked
package dev.writ.worker.openai;

import org.jspecify.annotations.NullMarked;

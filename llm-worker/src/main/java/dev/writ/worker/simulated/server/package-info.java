/** The simulated model as an HTTP server on the loopback interface, in the dialects of OpenAI and Anthropic. */
@NullMarked
package dev.writ.worker.simulated.server;

import org.jspecify.annotations.NullMarked;

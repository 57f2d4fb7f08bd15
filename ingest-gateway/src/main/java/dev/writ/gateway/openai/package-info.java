/** The OpenAI dialect: chat completions and models, as official client libraries ask for and read them. */
@NullMarked
package dev.writ.gateway.openai;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.writ.gateway.openai;

import org.jspecify.annotations.NullMarked;

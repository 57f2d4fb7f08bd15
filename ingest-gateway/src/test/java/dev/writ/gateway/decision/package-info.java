@NullMarked
package dev.writ.gateway.decision;

import org.jspecify.annotations.NullMarked;

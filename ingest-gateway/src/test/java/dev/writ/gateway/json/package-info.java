@NullMarked
package dev.writ.gateway.json;

import org.jspecify.annotations.NullMarked;

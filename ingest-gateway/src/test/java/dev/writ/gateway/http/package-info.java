@NullMarked
package dev.writ.gateway.http;

import org.jspecify.annotations.NullMarked;

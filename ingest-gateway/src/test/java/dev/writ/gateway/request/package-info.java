@NullMarked
package dev.writ.gateway.request;

import org.jspecify.annotations.NullMarked;

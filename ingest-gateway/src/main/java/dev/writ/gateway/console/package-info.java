/** The console: a page for operators over the gateway's own routes. */
@NullMarked
package dev.writ.gateway.console;

import org.jspecify.annotations.NullMarked;

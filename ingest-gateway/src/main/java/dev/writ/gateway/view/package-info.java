/** Events and state as the JSON that clients see. */
@NullMarked
package dev.writ.gateway.view;

import org.jspecify.annotations.NullMarked;

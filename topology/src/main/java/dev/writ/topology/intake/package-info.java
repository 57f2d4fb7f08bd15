/** Requests in: bytes to one form, whatever topic they came by. */
@NullMarked
package dev.writ.topology.intake;

import org.jspecify.annotations.NullMarked;

/** What the recent view no longer holds, out of PostgreSQL. */
@NullMarked
package dev.writ.gateway.readmodel;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.writ.topology.account;

import org.jspecify.annotations.NullMarked;

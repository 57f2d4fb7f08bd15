@NullMarked
package dev.writ.gateway.view;

import org.jspecify.annotations.NullMarked;

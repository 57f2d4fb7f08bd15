package dev.writ.torture.history;

/**
 * What came of dropping a table of the audit and building it from the log again.
 *
 * @param name the table
 * @param rows how many it has, 0 or more
 * @param equal whether all rows and columns are what they were
 * @param found what the rebuild says of it
 */
public record RebuiltTable(String name, long rows, boolean equal, String found) {}

"""Countries on a map and in a table, and one by one."""

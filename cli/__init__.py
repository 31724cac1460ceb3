"""The command line: one module a command. Click parses, a library function works."""

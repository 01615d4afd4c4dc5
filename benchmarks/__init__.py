"""Speed and memory, measured by a command: `make bench`. Nothing here is a test, and no test asserts a time."""

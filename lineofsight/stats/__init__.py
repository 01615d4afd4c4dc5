"""Numbers in, numbers out, each with its source. Nothing here reads or writes, or knows of children or councils."""

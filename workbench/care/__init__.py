"""Care of the data: what is erased, kept how long, logged, backed up and brought back. `line` is its command line."""

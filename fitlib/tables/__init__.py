"""Tables: released figures in, HTML out. They never compute, filter or hide."""

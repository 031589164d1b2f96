"""Statistics as pure functions: numbers in, frozen values out; too few observations is an answer, not an error."""

"""What other libraries' calls give for the same numbers: a class for each, checked against the library itself."""

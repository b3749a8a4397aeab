"""Two tables of predictions of the same rows, held against each other."""

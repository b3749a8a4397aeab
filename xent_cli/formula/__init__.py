"""A measure's textbook formula as data: valued in two arithmetics, differentiated, and written in three notations."""

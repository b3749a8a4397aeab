"""The same measures as the textbook writes them, in decimal from the digits as typed: they certify an answer.

Nothing here is shared with `xent_cli.core`, so that agreement of the two means something.
"""

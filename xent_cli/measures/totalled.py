"""A problem whose rows are gone: a table's, of which the totals are known."""

import math

from xent_cli.measures.problem import Problem
from xent_cli.record import record


@record
class Totalled(Problem):
    """A problem with its answer, but without truth and predictions: its values are as many, and all 0.

    `unweighted` is the answer without class weights, where there are some.
    """

    unweighted: float = math.nan

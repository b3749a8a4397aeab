"""The catalogue of known mistakes: each a small function from the problem to the wrong answer, and its words."""

from xent_cli.verify.mistakes.diagnosis import diagnose, known, may_be_a_step, step_claimed
from xent_cli.verify.mistakes.together import put_together

__all__ = ["diagnose", "known", "may_be_a_step", "put_together", "step_claimed"]

"""The catalogue of known mistakes: each a small function from the problem to the wrong answer, and its words."""

from xent_cli.verify.mistakes.diagnosis import diagnose, step_claimed

__all__ = ["diagnose", "step_claimed"]

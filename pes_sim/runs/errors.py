"""What can go wrong with runs: a call that cannot be meant, and a run that breaks off."""

from __future__ import annotations


class CallError(ValueError):
    """A call that cannot be meant: the message says what was given and what was expected."""


class RunError(RuntimeError):
    """A run that broke off. ``scenario`` and ``seed`` name it, ``details`` is the traceback as text."""

    def __init__(self, scenario: str, seed: int, reason: str, details: str = "") -> None:
        # args are what pickle hands back to __init__, so that the error crosses process borders whole.
        super().__init__(scenario, seed, reason, details)
        self.scenario, self.seed, self.reason, self.details = scenario, seed, reason, details

    def __str__(self) -> str:
        return f"the run of {self.scenario} with seed {self.seed} broke off: {self.reason}"

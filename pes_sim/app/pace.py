"""How fast is too fast: an allowance that fills with time and is spent by asking (a token bucket)."""

from __future__ import annotations

import time
from collections import OrderedDict

_MOST_ASKERS = 10_000
"""Askers remembered; whoever has been silent longest is forgotten first, with a full allowance."""


class Allowance:
    """``per_second`` askings a second in the long run, at most ``most`` at once."""

    def __init__(self, per_second: float, most: float) -> None:
        self.per_second, self.most = per_second, most
        self._left, self._seen = most, time.monotonic()

    def spend(self) -> bool:
        """Take one; False where none is left."""
        now = time.monotonic()
        self._left = min(self.most, self._left + (now - self._seen) * self.per_second)
        self._seen = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Allowances:
    """One allowance an asker: ``per_minute`` in the long run, and as many at once."""

    def __init__(self, per_minute: float) -> None:
        self.per_minute = per_minute
        self._of: OrderedDict[str, Allowance] = OrderedDict()

    def spend(self, asker: str) -> bool:
        """Take one of ``asker``'s; False where none is left."""
        allowance = self._of.pop(asker, None) or Allowance(self.per_minute / 60, self.per_minute)
        self._of[asker] = allowance
        if len(self._of) > _MOST_ASKERS:
            self._of.popitem(last=False)
        return allowance.spend()

"""Comparisons of people that go wrong, for workers to import."""

import os
from typing import Any


def dies(base: Any, option: Any) -> None:
    """Ends the process as a lack of memory would."""
    os._exit(9)

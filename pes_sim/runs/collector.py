"""How often Python looks for garbage in a process that is ours alone."""

from __future__ import annotations

import gc

NEW_OBJECTS = 100_000


def collect_less_often() -> None:
    """Look for garbage only after many new objects.

    Importing the libraries makes hundreds of thousands of objects that all stay; looking through them again and
    again takes a twentieth of a short run. The engine's memory is in arrays, which need no collector.
    """
    gc.set_threshold(NEW_OBJECTS)

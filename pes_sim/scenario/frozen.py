"""A dict that cannot be changed, so that a scenario handed to others stays what it was."""

from __future__ import annotations

from typing import Any, NoReturn


class FrozenDict(dict[str, Any]):
    """Reads as a dict; every attempt to change it raises TypeError. Pickles (a mapping proxy does not)."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("a scenario is frozen; its verbs (change, sized, ...) return a new one")

    __setitem__ = __delitem__ = update = setdefault = pop = popitem = clear = __ior__ = _refuse

    def __reduce__(self) -> tuple[type[FrozenDict], tuple[dict[str, Any]]]:
        return type(self), (dict(self),)

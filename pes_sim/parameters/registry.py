"""The register of all declared parameters, and look-up that helps with a misspelt name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from pes_sim.parameters.declaration import Parameter, ParameterError


class UnknownParameter(KeyError):
    """A path nobody declared; ``str()`` names the nearest declared paths."""

    def __init__(self, path: str, near: list[str]):
        super().__init__(path)
        self.path, self.near = path, near

    def __str__(self) -> str:
        hint = f"; nearest: {', '.join(self.near)}" if self.near else ""
        return f"no parameter {self.path!r}{hint}"


class Registry(Mapping[str, Parameter]):
    """All declared parameters by path, in order of declaration."""

    def __init__(self, *groups: Iterable[Parameter]) -> None:
        self._by_path: dict[str, Parameter] = {}
        for group in groups:
            for parameter in group:
                if parameter.path in self._by_path:
                    raise ParameterError(f"{parameter.path} is declared twice")
                self._by_path[parameter.path] = parameter

    def __getitem__(self, path: str) -> Parameter:
        try:
            return self._by_path[path]
        except KeyError:
            raise UnknownParameter(path, self.nearest(path)) from None

    def __contains__(self, path: object) -> bool:
        return path in self._by_path

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_path)

    def __len__(self) -> int:
        return len(self._by_path)

    def nearest(self, path: str, n: int = 3) -> list[str]:
        """The declared paths spelt most like ``path`` (a last segment that matches counts too)."""
        near = get_close_matches(path, self._by_path, n=n, cutoff=0.6)
        tail = path.rsplit(".", 1)[-1]
        near += [p for p in self._by_path if p.rsplit(".", 1)[-1] == tail and p not in near]
        return near[:n]

    def defaults(self) -> dict[str, float]:
        """Path to declared value, for every parameter."""
        return {path: parameter.value for path, parameter in self._by_path.items()}

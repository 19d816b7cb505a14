"""Asking a store: which runs it holds, narrowed by what they are of and by their KPIs."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pes_sim.kpis.definitions import KPIS
from pes_sim.parameters import REGISTRY
from pes_sim.runs.errors import CallError
from pes_sim.runs.provenance import model_version
from pes_sim.runs.store.catalogue import Catalogue
from pes_sim.runs.store.index import refresh
from pes_sim.runs.store.store import Store
from pes_sim.scenario.problems import nearest

if TYPE_CHECKING:
    import pandas as pd

CONDITION = re.compile(r"^\s*(?P<what>[A-Za-z_][\w.]*)\s*(?P<how>>=|<=|!=|=|>|<)\s*(?P<value>.+?)\s*$")
TEXTS = ("key", "scenario", "study", "status", "machine", "model", "reason")
_COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "!=": operator.ne, ">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le,
}  # fmt: skip
NUMBERS = ("seed", "future", "years", "scale", "seconds")


def stored_runs(
    store: Store, where: Sequence[str] = (), kpis: Sequence[str] = (), failed: bool = False, old: bool = False
) -> pd.DataFrame:
    """A row a stored run: the columns of `Catalogue.heads`, sampled parameters by path, the ``kpis`` named.

    ``where`` are conditions such as "scenario=digital_first", "seed<=3", "unmet_need_share > 0.05" or
    "choice.habit > 2"; all must hold. ``failed`` lists failures instead, with their reason; ``old`` adds runs of other
    versions of the model. Raises CallError.
    """
    import pandas as pd

    conditions = [_read(text) for text in where]
    for name in kpis:
        _known(name, KPIS)
    if not failed:
        refresh(store)
    frame = Catalogue.of(store, store.failures() if failed else store.runs()).heads()
    if not old:
        frame = frame[frame["model"] == model_version()].reset_index(drop=True)
    paths = [what for what, _, _ in conditions if what in REGISTRY]
    frame = _narrowed(frame, [c for c in conditions if c[0] not in REGISTRY and c[0] not in KPIS])
    frame = _with_futures(frame, paths)
    frame = _narrowed(frame, [c for c in conditions if c[0] in REGISTRY])
    wanted = list(dict.fromkeys([*(what for what, _, _ in conditions if what in KPIS), *kpis]))
    if wanted and not failed:
        catalogue = Catalogue.of(store, [store.path(key) for key in frame["key"]])
        values = catalogue.kpi_values(list(frame["key"]), wanted)
        frame = pd.concat([frame, pd.DataFrame(values, columns=wanted, index=frame.index)], axis=1)
        frame = _narrowed(frame, [c for c in conditions if c[0] in KPIS])
    return frame.sort_values(["scenario", "future", "seed", "key"], ignore_index=True)


def _with_futures(frame: pd.DataFrame, more: Sequence[str]) -> pd.DataFrame:
    """The lists of paths and values as columns; a run that was not sampled there is empty."""
    import pandas as pd

    futures = [
        dict(zip(paths, values, strict=True)) for paths, values in zip(frame["paths"], frame["values"], strict=True)
    ]
    columns = dict.fromkeys([path for future in futures for path in future] + list(more))
    table = pd.DataFrame(futures, columns=list(columns), index=frame.index, dtype=float)
    return pd.concat([frame.drop(columns=["paths", "values"]), table], axis=1)


Condition = tuple[str, str, str]


def _read(text: str) -> Condition:
    found = CONDITION.match(text)
    if found is None:
        raise CallError(f"--where {text!r} is no condition; expected such as scenario=digital_first or ltu_share>0.3")
    what, how, value = found["what"], found["how"], found["value"].strip("'\"")
    _known(what, [*TEXTS, *NUMBERS, *KPIS, *REGISTRY])
    if what in TEXTS and how not in ("=", "!="):
        raise CallError(f"--where {text!r}: {what} is text; expected = or !=")
    if what not in TEXTS:
        try:
            float(value)
        except ValueError:
            raise CallError(f"--where {text!r}: {value!r} is no number") from None
    return what, how, value


def _known(name: str, names: Iterable[str]) -> None:
    listed = list(names)
    if name not in listed:
        near = nearest(name, listed)
        hint = f"; nearest: {', '.join(near)}" if near else ""
        raise CallError(
            f"nothing is called {name!r}; expected a column of `pes-sim results`, a KPI or a parameter{hint}"
        )


def _narrowed(frame: pd.DataFrame, conditions: Sequence[Condition]) -> pd.DataFrame:
    for what, how, value in conditions:
        column = frame[what]
        other: str | float = value if what in TEXTS else float(value)
        frame = frame[_COMPARED[how](column, other)]
    return frame.reset_index(drop=True)

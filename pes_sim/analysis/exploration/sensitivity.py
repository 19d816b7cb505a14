"""Which assumptions move a KPI: Morris screening, Sobol' indices, and first-order indices of any sample, all by SALib.

Morris (1991), Campolongo, Cariboni and Saltelli (2007): few runs, ranks parameters. Sobol' (2001), Saltelli et al.
(2010): shares of variance, wants the design made for it. Random balance designs (Tarantola, Gatelli and Mara
2006, Plischke 2010): first-order shares from any sample with independent parameters, such as a Latin hypercube.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.analysis.paired import LEVEL
from pes_sim.runs.errors import CallError

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
Method = Literal["morris", "sobol", "first_order"]

RESAMPLES = 500
_SEED = 20260101  # fixed: the same runs give the same intervals
FEWEST_FOR_FIRST_ORDER = 60
"""Futures below which the harmonics of the outcome are guesswork."""


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """How much each parameter matters for ``kpi`` under ``option``, most important first.

    ``table`` has a row a parameter: parameter, then for morris mu_star (mean size of the effect of moving the parameter
    over its whole range, in the KPI's unit), mu, sigma (spread of that effect: interaction or curvature);
    for sobol first and total (shares of variance); for first_order first; each with its 95 % half-width in
    ``*_half``. ``pairs`` holds second-order indices where there are any. ``seed_share`` is the share of variance
    that is luck.
    """

    method: Method
    kpi: str
    option: str
    table: pd.DataFrame
    seed_share: float
    pairs: pd.DataFrame | None = None

    @property
    def main(self) -> str:
        """The column that ranks."""
        return {"morris": "mu_star", "sobol": "total", "first_order": "first"}[self.method]

    def frame(self) -> pd.DataFrame:
        """``table`` with method, kpi and option in front."""
        return self.table.assign(method=self.method, kpi=self.kpi, option=self.option)[
            ["method", "kpi", "option", *self.table.columns]
        ]


def morris(outcomes: Outcomes, kpi: str, option: str, levels: int) -> Sensitivity:
    """Elementary effects from futures that are Morris trajectories with ``levels`` levels, in their order.

    Raises CallError where the futures are no such design.
    """
    from SALib.analyze import morris as analyse

    x, y = _sample(outcomes, kpi, option)
    d = x.shape[1]
    if len(x) % (d + 1) or not _one_step_at_a_time(x, d):
        raise CallError(
            f"{len(x)} futures of {d} parameters are no Morris trajectories; expected rows in the order of the design, "
            f"{d + 1} a trajectory, each with one parameter moved"
        )
    with _own_luck():
        found = analyse.analyze(_problem(outcomes, x), x, y, RESAMPLES, LEVEL, num_levels=levels, seed=_SEED)
    columns = {"mu_star": found["mu_star"], "mu_star_half": found["mu_star_conf"]}
    return _ranked("morris", outcomes, kpi, option, columns | {"mu": found["mu"], "sigma": found["sigma"]})


def sobol(outcomes: Outcomes, kpi: str, option: str) -> Sensitivity:
    """First-order and total indices from futures in Saltelli's order, as `SALib.sample.sobol` makes them.

    Second-order indices come with a design of N (2 D + 2) futures. Raises CallError where the number fits neither.
    """
    import pandas as pd
    from SALib.analyze import sobol as analyse

    x, y = _sample(outcomes, kpi, option)
    n, d = x.shape
    second = _saltelli(x, 2 * d + 2)
    if not second and not _saltelli(x, d + 2):
        raise CallError(
            f"{n} futures of {d} parameters are no Saltelli design; "
            f"expected N x {d + 2} or N x {2 * d + 2} rows in order"
        )
    if np.ptp(y) == 0:
        raise CallError(f"{kpi} is the same in every future of {option}: there is no variance to share out")
    with _own_luck():
        found = analyse.analyze(_problem(outcomes, x), y, second, RESAMPLES, LEVEL, seed=_SEED)
    columns = {
        "total": found["ST"], "total_half": found["ST_conf"], "first": found["S1"], "first_half": found["S1_conf"]
    }  # fmt: skip
    pairs = None
    if second:
        names = outcomes.parameters
        rows = [
            {
                "parameter": names[i],
                "with": names[j],
                "second": found["S2"][i, j],
                "second_half": found["S2_conf"][i, j],
            }
            for i in range(d)
            for j in range(i + 1, d)
        ]
        pairs = pd.DataFrame(rows).sort_values("second", ascending=False, ignore_index=True)
    return _ranked("sobol", outcomes, kpi, option, columns, pairs)


def first_order(outcomes: Outcomes, kpi: str, option: str) -> Sensitivity:
    """First-order indices by random balance designs from any sample of futures with independent parameters.

    Raises CallError.
    """
    from SALib.analyze import rbd_fast as analyse

    x, y = _sample(outcomes, kpi, option)
    if len(x) < FEWEST_FOR_FIRST_ORDER:
        raise CallError(f"{len(x)} futures are too few for this; expected {FEWEST_FOR_FIRST_ORDER} or more")
    if np.ptp(y) == 0:
        raise CallError(f"{kpi} is the same in every future of {option}: there is nothing to explain")
    with _own_luck():
        found = analyse.analyze(_problem(outcomes, x), x, y, num_resamples=100, conf_level=LEVEL, seed=_SEED)
    return _ranked("first_order", outcomes, kpi, option, {"first": found["S1"], "first_half": found["S1_conf"]})


def _sample(outcomes: Outcomes, kpi: str, option: str) -> tuple[Floats, Floats]:
    """Parameters [future, parameter] and output [future], in order of the futures. Raises CallError."""
    y = outcomes.output(kpi, option)
    x = outcomes.futures().loc[y.index]
    missing = len(outcomes.futures()) - int(np.isfinite(y).sum())
    if missing:
        raise CallError(f"{missing} futures of {option} have no value of {kpi}; a design with holes cannot be analysed")
    return np.asarray(x, np.float64), np.asarray(y, np.float64)


def _problem(outcomes: Outcomes, x: Floats) -> dict[str, Any]:
    bounds = [[float(low), float(high)] for low, high in zip(x.min(axis=0), x.max(axis=0), strict=True)]
    return {"num_vars": x.shape[1], "names": list(outcomes.parameters), "bounds": bounds}


def _one_step_at_a_time(x: Floats, d: int) -> bool:
    walks = x.reshape(-1, d + 1, d)
    return bool(np.all((np.diff(walks, axis=1) != 0).sum(axis=2) == 1))


def _saltelli(x: Floats, size: int) -> bool:
    """Whether blocks of ``size`` rows begin with A, go on with A with one column of B each, and end with B."""
    if len(x) % size:
        return False
    d = x.shape[1]
    blocks = x.reshape(-1, size, d)
    a, b = blocks[:, 0], blocks[:, -1]
    swapped = blocks[:, 1 : d + 1]
    own = np.arange(d)
    takes_b = np.array_equal(swapped[:, own, own], b)
    keeps_a = all(np.array_equal(np.delete(swapped[:, i], i, axis=1), np.delete(a, i, axis=1)) for i in range(d))
    return takes_b and keeps_a


def _ranked(
    method: Method, outcomes: Outcomes, kpi: str, option: str, columns: Mapping[str, Any],
    pairs: pd.DataFrame | None = None,
) -> Sensitivity:  # fmt: skip
    import pandas as pd

    table = pd.DataFrame(
        {"parameter": list(outcomes.parameters)} | {k: np.asarray(v, float) for k, v in columns.items()}
    )
    main = next(iter(columns))
    table = table.sort_values(main, ascending=False, kind="stable", ignore_index=True)
    return Sensitivity(method, kpi, option, table, outcomes.seed_share(kpi, option), pairs)


@contextmanager
def _own_luck() -> Iterator[None]:
    """SALib seeds numpy's global generator; whoever else uses it should not notice."""
    state = np.random.get_state()
    try:
        with np.errstate(divide="ignore", invalid="ignore"):
            yield
    finally:
        np.random.set_state(state)

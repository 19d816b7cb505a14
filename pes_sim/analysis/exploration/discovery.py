"""Under which conditions does an option fail: boxes by PRIM, rules by a tree.

Scenario discovery (Bryant and Lempert 2010): the patient rule induction method (Friedman and Fisher 1999) looks for
boxes in the space of assumptions in which failures are dense; a classification tree says the same in rules. Both
are descriptions of the sample, so each finding carries how well it does on futures it has not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from math import inf
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.analysis.exploration.failing import Failure
from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.runs.errors import CallError

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

FEWEST = 20
"""Futures below which no condition can be told from luck."""
SMALLEST_BOX = 0.05
"""Share of all futures a box must hold."""
QUASI_P = 0.05
"""A bound stays in a box only if without it failures would hardly be as dense (Bryant and Lempert 2010)."""
MOST_BOXES, DEPTH, FOLDS = 3, 3, 5
_SEED = 20260103  # fixed: the same runs give the same rules


@dataclass(frozen=True)
class Box:
    """Conditions under which failures are dense.

    ``limits`` holds by parameter the (low, high) within which it fails, infinite where only one side binds, and
    ``quasi_p`` how likely the bound is chance. ``coverage`` is the share of all failures inside, ``density``
    the share of futures inside that fail, ``mass`` the share of all futures inside; ``density_unseen`` is the
    density in the half of the futures that the conditions were not found on.
    """

    limits: dict[str, tuple[float, float]]
    quasi_p: dict[str, float]
    coverage: float
    density: float
    mass: float
    density_unseen: float

    def holds(self, futures: pd.DataFrame) -> Bools:
        """Which of ``futures`` (a row each) lie inside."""
        inside = np.ones(len(futures), bool)
        for name, (low, high) in self.limits.items():
            inside &= ((futures[name] >= low) & (futures[name] <= high)).to_numpy()
        return inside


@dataclass(frozen=True)
class Leaf:
    """One rule of the tree: ``limits`` as in `Box`, how many futures it holds and the share of them that fail."""

    limits: dict[str, tuple[float, float]]
    futures: int
    failing: float


@dataclass(frozen=True, eq=False)
class Discovery:
    """Where ``failure`` happens among ``futures`` futures, ``failing`` of which (a share) fail.

    ``accuracy`` is that of the tree on unseen futures, balanced between failing and holding: 0.5 is guessing.
    ``boxes_sought`` is False where PRIM is not installed (extra ``science``): then only the tree has looked.
    """

    failure: Failure
    futures: int
    failing: float
    boxes: tuple[Box, ...]
    leaves: tuple[Leaf, ...]
    accuracy: float
    boxes_sought: bool = True

    def frame(self) -> pd.DataFrame:
        """A row a bound.

        Columns: by ("box" or "tree"), number, parameter, low, high, quasi_p, coverage, density, density_unseen, mass,
        futures.
        """
        import pandas as pd

        rows: list[dict[str, object]] = []
        for i, box in enumerate(self.boxes, 1):
            told = {"coverage": box.coverage, "density": box.density, "density_unseen": box.density_unseen}
            told |= {"mass": box.mass, "futures": round(box.mass * self.futures)}
            for name, (low, high) in box.limits.items():
                bound = {"parameter": name, "low": low, "high": high, "quasi_p": box.quasi_p[name]}
                rows.append({"by": "box", "number": i} | bound | told)
        for i, leaf in enumerate(self.leaves, 1):
            told = {"density": leaf.failing, "mass": leaf.futures / self.futures, "futures": leaf.futures}
            for name, (low, high) in leaf.limits.items():
                rows.append({"by": "tree", "number": i, "parameter": name, "low": low, "high": high} | told)
        columns = ["by", "number", "parameter", "low", "high", "quasi_p", "coverage", "density", "density_unseen", "mass", "futures"]  # fmt: skip  # noqa: E501
        return pd.DataFrame(rows, columns=columns)


def discover(outcomes: Outcomes, failure: Failure) -> Discovery:
    """Find the conditions of ``failure``. Where it never or always happens there are none to find.

    Raises CallError for fewer than 20 futures.
    """
    fails = failure.futures(outcomes)
    x = outcomes.futures().loc[fails.index]
    y = fails.to_numpy(bool)
    if len(y) < FEWEST:
        raise CallError(f"{len(y)} futures are too few to find conditions in; expected {FEWEST} or more")
    share = float(y.mean())
    if min(y.sum(), (~y).sum()) < 2:
        return Discovery(failure, len(y), share, (), (), float("nan"))
    leaves, accuracy = _tree(x, y)
    # The package prim is under the GPL, so it comes only to those who ask for it.
    sought = find_spec("prim") is not None
    return Discovery(failure, len(y), share, tuple(_boxes(x, y)) if sought else (), leaves, accuracy, sought)


def _boxes(x: pd.DataFrame, y: Bools) -> list[Box]:
    """Boxes one after the other, each over the failures the earlier ones left; only those denser than all futures."""
    found: list[Box] = []
    left = np.ones(len(y), bool)
    while len(found) < MOST_BOXES and left.mean() > 2 * SMALLEST_BOX and y[left].sum() >= 2 and not y[left].all():
        limits, quasi_p = _peeled(x[left], y[left])
        inside = Box(limits, quasi_p, 0, 0, 0, 0).holds(x) & left
        if not limits or y[inside].mean() <= y.mean():
            break
        unseen = _unseen(x[left], y[left])
        density, mass = float(y[inside].mean()), float(inside.mean())
        found.append(Box(limits, quasi_p, float(y[inside].sum() / y.sum()), density, mass, unseen))
        left &= ~inside
    return found


def _peeled(x: pd.DataFrame, y: Bools) -> tuple[dict[str, tuple[float, float]], dict[str, float]]:
    """The box on PRIM's trajectory that best weighs coverage against density, less what is not significant."""
    from prim import Prim

    # prim writes into the array it is given, and takes column names apart at dots.
    plain = x.rename(columns={name: f"p{i}" for i, name in enumerate(x.columns)}).reset_index(drop=True).astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        box = Prim(plain, y.astype(bool), mass_min=SMALLEST_BOX).find_box()
        path = box.peeling_trajectory
        coverage, density = path["coverage"].to_numpy(float), path["density"].to_numpy(float)
        harmonic = 2 * coverage * density / np.maximum(coverage + density, 1e-12)
        # Each further condition has to earn its place: a reader can hold three, not eight.
        box.select(int(np.argmax(harmonic - 0.01 * path["res dim"].to_numpy(float))))
        while len(weak := box.limits[box.limits["qp values"] > QUASI_P]):
            box.drop_restriction(weak.index[-1])
    limits, quasi_p = {}, {}
    for short, row in box.limits.iterrows():
        name = x.columns[int(str(short)[1:])]
        low = -inf if row["min"] <= x[name].min() else float(row["min"])
        high = inf if row["max"] >= x[name].max() else float(row["max"])
        limits[name], quasi_p[name] = (low, high), float(row["qp values"])
    return limits, quasi_p


def _unseen(x: pd.DataFrame, y: Bools) -> float:
    """Density among futures the conditions were not found on: two halves, each once found on and once held against."""
    half = np.random.Generator(np.random.PCG64(_SEED)).permutation(len(y)) % 2 == 0
    caught = inside = 0
    for part in (half, ~half):
        if not 2 <= y[part].sum() < part.sum():
            continue
        limits, quasi_p = _peeled(x[part], y[part])
        held = Box(limits, quasi_p, 0, 0, 0, 0).holds(x[~part])
        caught, inside = caught + int(y[~part][held].sum()), inside + int(held.sum())
    return caught / inside if inside else float("nan")


def _tree(x: pd.DataFrame, y: Bools) -> tuple[tuple[Leaf, ...], float]:
    """The leaves of a shallow tree, those that fail most first, and its balanced accuracy in cross-validation."""
    from sklearn.model_selection import StratifiedKFold, cross_val_score
    from sklearn.tree import DecisionTreeClassifier

    smallest = max(5, round(SMALLEST_BOX * len(y)))
    tree = DecisionTreeClassifier(
        max_depth=DEPTH, min_samples_leaf=smallest, class_weight="balanced", random_state=_SEED
    )
    folds = min(FOLDS, int(y.sum()), int((~y).sum()))
    split = StratifiedKFold(folds, shuffle=True, random_state=_SEED)
    accuracy = float(cross_val_score(tree, x.to_numpy(float), y, cv=split, scoring="balanced_accuracy").mean())
    fitted = tree.fit(x.to_numpy(float), y)
    at = fitted.apply(x.to_numpy(float))
    leaves = [
        Leaf(limits, int((at == node).sum()), float(y[at == node].mean()))
        for node, limits in _paths(fitted.tree_, list(x.columns))
    ]
    return tuple(sorted(leaves, key=lambda leaf: -leaf.failing)), accuracy


def _paths(tree: object, names: list[str]) -> list[tuple[int, dict[str, tuple[float, float]]]]:
    """Every leaf of scikit-learn's ``tree`` with the limits on the way to it."""
    left, right = tree.children_left, tree.children_right  # type: ignore[attr-defined]
    feature, threshold = tree.feature, tree.threshold  # type: ignore[attr-defined]
    found: list[tuple[int, dict[str, tuple[float, float]]]] = []
    waiting: list[tuple[int, dict[str, tuple[float, float]]]] = [(0, {})]
    while waiting:
        node, limits = waiting.pop()
        if left[node] == right[node]:
            found.append((node, limits))
            continue
        name, at = names[feature[node]], float(threshold[node])
        low, high = limits.get(name, (-inf, inf))
        waiting.append((int(left[node]), limits | {name: (low, min(high, at))}))
        waiting.append((int(right[node]), limits | {name: (max(low, at), high)}))
    return found

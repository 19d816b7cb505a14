"""Who gains and who loses: the same person in the baseline and under the option, one by one.

Person, seed and luck are the same in both runs, so a difference is the option's doing: directly, or because
it changed who else was looking for the same job. The second kind moves single people in both directions even
where the group as a whole is unmoved; read the mean change beside the shares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pes_sim.analysis.paired import half_widths
from pes_sim.kpis.segments import CELLS, DIMENSIONS, SEGMENTS, membership
from pes_sim.kpis.unknown import UnknownSegment

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]

OUTCOMES: dict[str, str] = {"weeks_unemployed": "weeks", "unmet_needs": "needs", "client_hours": "hours"}
"""What is compared, with its unit over the horizon; less is better for all of them."""

NOTICED: dict[str, float] = {"weeks_unemployed": 1.0, "unmet_needs": 1.0, "client_hours": 0.5}
"""The smallest change that counts as better or worse: less than half an hour in years is not noticed."""


@dataclass(frozen=True, slots=True)
class PersonChanges:
    """Counts of real people (simulated x scale), additive over seeds.

    ``people`` is [segment]; ``better``, ``worse`` and ``change`` (summed, in the outcome's unit; negative is
    better) are [outcome, segment], in the order of OUTCOMES and SEGMENTS. ``seeds`` says how many were added up.
    """

    people: Floats
    better: Floats
    worse: Floats
    change: Floats
    seeds: int = 1

    @property
    def unchanged(self) -> Floats:
        """People neither better nor worse off, [outcome, segment]."""
        return self.people - self.better - self.worse

    def __add__(self, other: PersonChanges) -> PersonChanges:
        return PersonChanges(
            self.people + other.people,
            self.better + other.better,
            self.worse + other.worse,
            self.change + other.change,
            self.seeds + other.seeds,
        )


def person_changes(
    base: Mapping[str, NDArray[Any]], option: Mapping[str, NDArray[Any]], weight: float = 1.0
) -> PersonChanges:
    """Compare the same people in two runs of one seed.

    ``base`` and ``option`` hold, for every person: the OUTCOMES, "cell" (segment cell at the start) and "touched"
    (was ever registered). Counted are those touched in either run; ``weight`` is the people one stands for.
    Raises ValueError when the two do not hold the same people.
    """
    cell = np.asarray(base["cell"])
    if not np.array_equal(cell, option["cell"]):
        raise ValueError("the two runs do not hold the same people: their cells at the start differ")
    touched = np.flatnonzero(np.asarray(base["touched"], bool) | np.asarray(option["touched"], bool))
    cell = cell[touched]
    to_segments = membership().T * weight

    def by_segment(amount: NDArray[Any] | None = None) -> Floats:
        counted: Floats = np.bincount(cell, weights=amount, minlength=CELLS) @ to_segments
        return counted

    better, worse, change = [], [], []
    for outcome in OUTCOMES:
        before, after = (np.asarray(run[outcome], dtype=np.float64)[touched] for run in (base, option))
        delta = after - before
        better.append(by_segment(delta <= -NOTICED[outcome]))
        worse.append(by_segment(delta >= NOTICED[outcome]))
        change.append(by_segment(delta))
    return PersonChanges(by_segment(), np.stack(better), np.stack(worse), np.stack(change))


def groups(by: str) -> tuple[str, ...]:
    """The segments of dimension ``by``, or everybody for "all"; raises UnknownSegment."""
    if by == "all":
        return ("all",)
    if by not in DIMENSIONS:
        raise UnknownSegment(by, ("all", *DIMENSIONS))
    return tuple(f"{by}:{level}" for level in DIMENSIONS[by])


def winners_table(changes: Sequence[PersonChanges], by: str) -> pd.DataFrame:
    """A row for each outcome and group of ``by``, from one PersonChanges a seed.

    Columns: outcome, unit, group, people (registered at some time, mean over seeds), share_better, share_worse,
    share_unchanged, mean_change (a person, over the horizon), ci_low, ci_high (95 %, over seeds), verdict.
    """
    import pandas as pd

    total = sum(changes[1:], start=changes[0])
    rows = []
    for o, (outcome, unit) in enumerate(OUTCOMES.items()):
        for group in groups(by):
            s = SEGMENTS.index(group)
            people = total.people[s]
            each = np.array([c.change[o, s] / c.people[s] if c.people[s] else np.nan for c in changes])
            each = each[np.isfinite(each)]
            mean = float(each.mean()) if len(each) else np.nan
            half = float(half_widths(each)) if len(each) else np.nan
            share = 1 / people if people else np.nan
            rows.append(
                {
                    "outcome": outcome,
                    "unit": unit,
                    "group": group.rpartition(":")[2],
                    "people": people / total.seeds,
                    "share_better": total.better[o, s] * share,
                    "share_worse": total.worse[o, s] * share,
                    "share_unchanged": total.unchanged[o, s] * share,
                    "mean_change": mean,
                    "ci_low": mean - half,
                    "ci_high": mean + half,
                    "verdict": _verdict(each, mean, half),
                }
            )
    return pd.DataFrame(rows)


def _verdict(each: Floats, mean: float, half: float) -> str:
    if not len(each):
        return "undefined"
    if not each.any():
        return "same"
    if not abs(mean) > half:
        return "unclear"
    return "better" if mean < 0 else "worse"

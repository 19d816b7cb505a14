"""What the organisation sees of a KPI: late, by what was recorded, and with noise.

seen = KPI of the week `steering.reporting_weeks` ago, on counters that are recorded in part x (1 + sd x normal)
sd   = (steering.noise + steering.noise_incomplete (1 - data.quality)) / sqrt(share of the register in the group)

What systems count by themselves is complete. What staff have to write down is there in the share `data.quality`:
so the digital share looks larger than it is, and needs given up look fewer.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from math import nan, sqrt
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.definitions import KPIS
from pes_sim.kpis.evaluation import ratio, ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.random import Stream, draw

if TYPE_CHECKING:
    from pes_sim.model import PESModel

WRITTEN_DOWN = frozenset(
    {
        "contacts_counter", "contacts_phone", "contacts_post", "contacts_video", "contacts_failed", "contacts_repeat",
        "needs_unmet", "claims_unmet", "calls_repeat", "assisted", "meetings", "meeting_minutes", "meetings_missed",
        "meetings_lost",
    }
)  # fmt: skip
"""Counters that are there only where somebody recorded it; systems count the others."""

_BY_HAND = np.array([name in WRITTEN_DOWN for name in COUNTERS])
_REGISTERED = COUNTERS.index("registered")


def recorded(values: Mapping[str, float]) -> NDArray[np.float64]:
    """(counters,) the share of each counter that is on record."""
    return np.where(_BY_HAND, values["data.quality"], 1.0)


def noise(values: Mapping[str, float], share: float) -> float:
    """Relative standard deviation of what is seen around what was recorded, in a group of ``share`` of the register."""
    sd = values["steering.noise"] + values["steering.noise_incomplete"] * (1 - values["data.quality"])
    return sd / sqrt(share) if share > 0 else nan


def seen(model: PESModel, name: str, segment: str = SEGMENTS[0], over: int = 1) -> float:
    """KPI ``name`` of ``segment`` as the organisation sees it this week, over the last ``over`` weeks reported.

    NaN while not all of these have been reported.
    """
    end = len(model.history) - round(model.values["steering.reporting_weeks"])
    if end < over:
        return nan
    then = model.history[end - 1] if over == 1 else model.history[end - over : end].sum(axis=0)
    place = SEGMENTS.index(segment)
    kpi, on_record = KPIS[name], recorded(model.values)
    if segment == SEGMENTS[0] and kpi.gap is None and kpi.less is None:
        value = ratio(kpi, then[:, 0] * on_record, COUNTERS)
    else:
        value = ratio_of_sums(kpi, then * on_record[:, None], COUNTERS, SEGMENTS)[place]
    registered = then[_REGISTERED]
    share = float(registered[place] / registered[0]) if registered[0] > 0 else 0.0
    normal = sum(_luck(model, f"{name}[{segment}]", ago) for ago in range(over)) / over
    return float(value * (1 + noise(model.values, share) * normal))


def _luck(model: PESModel, what: str, ago: int) -> float:
    """The error, standard normal, in what was reported ``ago`` weeks before the last report."""
    week = model.week - 1 - round(model.values["steering.reporting_weeks"]) - ago
    u = draw(model.seed, Stream.MEASUREMENT_NOISE, week, zlib.crc32(what.encode()))
    return float(ndtri(min(max(u, 1e-9), 1 - 1e-9)))

"""The quick evaluation of one column agrees with the general one."""

from __future__ import annotations

import numpy as np
import pytest

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.definitions import KPIS
from pes_sim.kpis.evaluation import ratio, ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS

PLAIN = [kpi for kpi in KPIS.values() if kpi.gap is None and kpi.less is None]


@pytest.mark.parametrize("kpi", PLAIN, ids=lambda kpi: kpi.name)
def test_a_plain_ratio_is_the_same_either_way(kpi):
    sums = np.random.default_rng(1).uniform(1.0, 9.0, (len(COUNTERS), len(SEGMENTS)))
    assert ratio(kpi, sums[:, 0], COUNTERS) == pytest.approx(ratio_of_sums(kpi, sums, COUNTERS, SEGMENTS)[0], rel=1e-12)


def test_nothing_counted_is_not_a_number():
    assert np.isnan(ratio(KPIS["ltu_share"], np.zeros(len(COUNTERS)), COUNTERS))


def test_a_gap_is_no_plain_ratio():
    with pytest.raises(ValueError, match="plain"):
        ratio(KPIS["gap_unmet_need_age"], np.zeros(len(COUNTERS)), COUNTERS)

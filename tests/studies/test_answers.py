"""What a study's file asks is answered from its runs, for each world of shocks."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pes_sim.analysis.across_futures import changes_across_futures
from pes_sim.analysis.paired import half_width
from pes_sim.kpis.definitions import KPIS

ASKED = """
analysis:
  robustness: {kpis: [unmet_need_share]}
  fails: [{option: more, kpi: ltu_share}]
  pathways: [{kpi: unmet_need_share, at_least_as_good_as: 0.5}]
"""


def test_answers_come_by_shock_and_are_written(quick, folder):
    study = quick(("kpis: [ltu_share, unmet_need_share]\n", "kpis: [client_satisfaction]\n" + ASKED),
                  ("years: 1", "years: 3"), ("count: 2", "count: 6"), ("seeds: 2", "seeds: 1"))  # fmt: skip
    study.run(workers=0, progress=False)
    found = study.answers()
    assert list(found) == ["none", "crash"]
    for findings in found.values():
        assert findings.robustness is not None and findings.outcomes.baseline == "austria"
        assert findings.outcomes.parameters == study.parameters
    study.write(folder)
    for shock in ("none", "crash"):
        page = (folder / shock / "analysis.html").read_text(encoding="utf-8")
        assert study.title in page and (folder / shock / "robustness.csv").exists()
    changes = pd.read_csv(folder / "changes.csv")
    assert set(changes["kpi"]) == {"client_satisfaction"} and set(changes["shock"]) == {"none", "crash"}


def test_changes_are_paired_by_future_and_seed_and_their_interval_is_over_futures():
    rng = np.random.default_rng(1)
    rows = [
        {"shock": "none", "option": option, "future": f, "seed": s, "ltu_share": level + (0.01 * f if option == "b" else 0)}
        for f in range(5)
        for s, level in enumerate(rng.random(4))
        for option in ("a", "b")
    ]  # fmt: skip
    found = changes_across_futures(pd.DataFrame(rows), "a", {"ltu_share": KPIS["ltu_share"]}).iloc[0]
    effects = 0.01 * np.arange(5)
    assert found["difference"] == pytest.approx(0.02) and found["units"] == 5 and found["over"] == "futures"
    assert found["ci_high"] - found["difference"] == pytest.approx(half_width(effects.std(ddof=1), 5))
    assert (found["least"], found["most"], found["share_better"]) == pytest.approx((0, 0.04, 0))


def test_with_one_future_the_interval_is_over_seeds():
    rows = [
        {"shock": "none", "option": o, "future": 0, "seed": s, "ltu_share": 0.2 - 0.01 * s * (o == "b")}
        for s in range(4) for o in ("a", "b")
    ]  # fmt: skip
    found = changes_across_futures(pd.DataFrame(rows), "a", {"ltu_share": KPIS["ltu_share"]}).iloc[0]
    assert (found["units"], found["over"], found["share_better"]) == (4, "seeds", 0.75)

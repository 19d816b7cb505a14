"""Counting several stocks in one word gives what counting each by itself gives, whatever the values."""

from __future__ import annotations

import numpy as np
import pytest
from numba import njit

from pes_sim.kpis.counters import COUNTERS, ONE, Count
from pes_sim.processes.stocks import STRETCH_ROWS, count_stocks
from pes_sim.world.jobseekers import STOCK_WORDS

_CELLS = 3
_CLASS_OF = np.array([0, 0, 1, 2])


@njit
def _count(  # type: ignore[no-untyped-def]
    lo, hi, cell, account, spell, bridged, effort, skill, trust, satisfaction, met, offline, claim_ok, class_of, words,
    ledger,
):  # fmt: skip
    count_stocks(lo, hi, cell, account, spell, bridged, effort, skill, trust, satisfaction, met, offline, claim_ok,
                 class_of, words, ledger)  # fmt: skip


def _rows(n: int, largest: bool) -> dict[str, np.ndarray]:
    random = np.random.default_rng(5)

    def up_to(top: int, dtype: str) -> np.ndarray:
        return np.full(n, top, dtype) if largest else random.integers(0, top + 1, n).astype(dtype)

    shares = {
        name: np.ones(n, "f4") if largest else random.random(n).astype("f4")
        for name in ("effort", "skill", "trust", "satisfaction")
    }
    return {
        "cell": np.ones(n, "u1") if largest else random.integers(0, _CELLS, n).astype("u1"),
        "account": up_to(1, "u1"), "spell": up_to(65535, "u2"), "bridged": up_to(65535, "u2"), **shares,
        "met": np.ones(n, "u1") if largest else up_to(255, "u1"), "offline": up_to(1, "u1"), "claim_ok": up_to(1, "u1"),
    }  # fmt: skip


@pytest.mark.parametrize("largest", [True, False], ids=["every value at its largest", "any values"])
def test_a_full_stretch_of_people_is_counted_as_one_by_one(largest: bool) -> None:
    n = int(STRETCH_ROWS)
    rows = _rows(n, largest)
    words, ledger = np.zeros((_CELLS, STOCK_WORDS), np.uint64), np.zeros((len(COUNTERS), _CELLS), np.int64)
    _count(np.uint64(0), np.uint64(n), *rows.values(), _CLASS_OF, words, ledger)

    def by_cell(values: np.ndarray) -> list[int]:
        return [int(values[rows["cell"] == cell].astype(np.int64).sum()) for cell in range(_CELLS)]

    spell, met = rows["spell"].astype(np.int64), rows["met"]
    wanted = {
        Count.registered: np.ones(n),
        Count.spell_weeks: spell,
        Count.registered_to_91_days: spell < 2,
        Count.registered_to_183_days: spell == 2,
        Count.registered_to_274_days: spell > 2,
        Count.registered_over_year: spell > 52,
        Count.registered_bridged_year: spell + rows["bridged"] > 52,
        Count.offline: rows["offline"],
        Count.accounts: rows["account"],
        Count.met_in_13_weeks: (met > 0) & (met <= 14),
        Count.benefit_days: 7 * rows["claim_ok"],
        Count.satisfaction: rows["satisfaction"] * np.float64(ONE),
        Count.trust: rows["trust"] * np.float64(ONE),
        Count.digital_skill: rows["skill"] * np.float64(ONE),
        Count.effort: rows["effort"] * np.float64(ONE),
    }
    assert {count.name: ledger[count].tolist() for count in wanted} == {
        count.name: by_cell(values) for count, values in wanted.items()
    }
    assert not words.any()

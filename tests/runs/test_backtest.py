"""Claims about back-tests: what is fed is fed, nothing else is, and the register's past comes out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from pes_sim.kpis.counters import COUNTERS
from pes_sim.model import PESModel
from pes_sim.runs.backtest import TESTS, back_test, observed
from pes_sim.runs.backtest.data import last_day, named, ordinal
from pes_sim.runs.backtest.feeding import Fed, Feed
from pes_sim.runs.backtest.naive import error
from pes_sim.runs.backtest.run import TARGET

FED, BLOW = TESTS
SCALE = 200


def nothing(day: date) -> None:
    return None


@pytest.fixture(scope="module")
def short(austria, worlds):
    return worlds.small_austria(scale=1000, warmup=8)


@pytest.fixture(scope="module")
def months():
    return observed()


@pytest.fixture(scope="module")
def found(austria, months):
    return {test.name: back_test(austria.sized(scale=SCALE), months, test, (1, 2)) for test in TESTS}


def entered(model: PESModel) -> np.ndarray:
    names = ("entries_from_work", "entries_from_inactivity")
    return sum(model.history[:, COUNTERS.index(name), 0] for name in names)


def test_a_model_that_is_fed_nothing_is_the_model(short):
    free, fed = PESModel(short, 1), Fed(short, 1, Feed(nothing, nothing, nothing))
    free.run()
    fed.run()
    np.testing.assert_array_equal(fed.history, free.history)


def test_as_many_register_as_are_fed(short):
    model = Fed(short, 1, Feed(lambda day: 20_000.0, nothing, nothing))
    model.run()
    assert np.cumsum(entered(model)) == pytest.approx(20_000 * np.arange(1, short.weeks + 1), abs=3 * short.scale)


def test_a_blow_brings_the_stock_to_where_it_is_imposed(short):
    model = Fed(short, 1, Feed(nothing, lambda day: 600_000.0, nothing))
    for _ in range(8 + 6):
        model.step()
    assert model.registered * short.scale == pytest.approx(600_000, rel=0.03)


def test_promises_are_fed_in_the_blow_only(short):
    share = {0: 0.5, 1: 0.5}
    start = short.start

    def promised(day: date) -> float | None:
        return share.get((day - start).days // 7)

    model = Fed(short, 1, Feed(lambda day: 100_000.0, nothing, nothing, promised))
    model.warm_up()
    given = []
    for _ in range(4):
        before = model.jobseekers.register.recall[: model.registered].sum()
        model.step()
        given.append(int(model.jobseekers.register.recall[: model.registered].sum()) > before)
    assert given[0] and not given[2] and not given[3] and model.values["labour.recall_share"] == 0


def test_whoever_searches_meets_the_vacancies_that_were_fed(short):
    model = Fed(short, 1, Feed(nothing, nothing, lambda day: 50_000.0))
    model.warm_up()
    before = model.market.vacancies.sum()
    met = []
    model.fed(lambda m: met.append(m.market.vacancies.sum() * m.values["matching.notified_share"]))
    assert met == [pytest.approx(50_000)] and before != pytest.approx(100_000, rel=0.05)


def test_stocks_that_are_forecast_are_not_looked_at(austria, months):
    """Other stocks after the origin, the same forecast."""
    later = np.arange(len(months.stock)) + months.first > ordinal(FED.origin)
    other = replace(months, stock=np.where(later, 1.0, months.stock))
    base, brief = austria.sized(scale=2000), replace(FED, last="2024-10")
    one, two = (back_test(base, seen, brief, (1,)) for seen in (months, other))
    np.testing.assert_array_equal(one.runs, two.runs)


def test_the_stock_follows_observed_inflow_within_five_per_cent(found):
    test = found["observed_inflow"]
    assert len(test.months) == 24 and (np.isfinite(test.observed)).all()
    assert test.errors()["model"] < TARGET
    assert test.errors()["model"] < test.errors()["same month of the year before"]


def test_the_stock_recovers_from_2020_within_five_per_cent(found):
    test = found["blow_2020"]
    at = test.told
    assert test.months[at][0] == "2020-05" and len(test.months[at]) == 6
    assert test.errors()["model"] < TARGET
    assert test.errors()["model"] < min(test.errors()[name] for name in test.naive)
    assert np.corrcoef(test.model[at], test.observed[at])[0, 1] > 0.9
    imposed = test.model[: at.start] / test.observed[: at.start]
    assert imposed == pytest.approx(1, abs=0.05)


def test_months_are_named_and_counted_right(months):
    assert named(ordinal("2020-03")) == "2020-03" and last_day(ordinal("2020-02")) == date(2020, 2, 29)
    assert months.of("stock", ordinal("2020-04")) == 522_253
    assert months.of("inflow", ordinal("2025-01")) == 99_808
    assert np.isnan(months.of("inflow", ordinal("2020-04"))) and np.isnan(months.of("stock", ordinal("2030-01")))
    year = range(ordinal("2025-01"), ordinal("2026-01"))
    assert sum(months.of("inflow", month) for month in year) == pytest.approx(936_901, abs=1)


def test_an_error_is_in_per_cent_of_the_truth():
    assert error(np.array([90.0, 120.0]), np.array([100.0, 100.0])) == pytest.approx(15)


def test_the_command_writes_page_and_figures(tmp_path):
    from typer.testing import CliRunner

    from pes_sim.cli import app

    call = ["backtest", "blow_2020", "--scale", "5000", "--seeds", "1", "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(app, call)
    assert done.exit_code == 0, done.output
    page = (tmp_path / "out" / "backtest.html").read_text(encoding="utf-8")
    assert "<svg" in page and "522,253" in page and "http" not in page.replace("http://www.w3.org", "")
    assert json.loads((tmp_path / "out" / "backtest.json").read_text())["tests"][0]["name"] == "blow_2020"
    wrong = CliRunner().invoke(app, ["backtest", "2020"])
    assert wrong.exit_code == 2 and "observed_inflow" in wrong.output

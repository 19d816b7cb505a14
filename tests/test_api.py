"""The public names are few, quick to import and do what the contract says."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

import pes_sim as pes


@pytest.fixture(scope="module")
def base():
    return pes.load("austria").sized(scale=2000, years=1)


def test_every_public_name_is_there_and_no_other_is_promised():
    for name in pes.__all__:
        assert getattr(pes, name) is not None and name in dir(pes)
    with pytest.raises(AttributeError, match="no_such_name"):
        pes.no_such_name  # noqa: B018
    assert pes.__version__


def test_importing_the_package_loads_nothing_heavy():
    heavy = "numpy", "mesa", "pandas", "numba", "pydantic", "matplotlib", "scipy"
    code = f"import sys, pes_sim; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout == "[]\n", done.stderr


def test_the_example_of_the_contract_works(base):
    option = pes.load("digital_first", base=pes.load("austria")).sized(scale=2000, years=1)
    plus = base.change("staffing.caseworkers", "+20%", at="2026-06-01")
    result = pes.run(base, seeds=2, workers=1)
    assert {"scenario", "seed", "week", "date", "kpi", "segment", "value"} == set(result.frame(["ltu_share"]).columns)
    found = pes.compare(base, [option, plus], seeds=2, workers=1)
    assert found.names == ("digital_first", plus.name)
    assert np.array_equal(found.baseline.counters, result.counters, equal_nan=True)
    assert {"kpi", "option", "baseline", "difference", "ci_low", "ci_high"} <= set(found.frame().columns)
    assert set(found.winners_and_losers(by="digital_skill").option) == set(found.names)
    assert len(found.rank())


def test_options_may_be_named_and_are_laid_over_the_base(base):
    one = pes.compare(base, "digital_first", seeds=1, workers=1)
    other = pes.compare(base, pes.load("digital_first", base="austria").sized(2000, 1), seeds=[1], workers=1)
    assert one.names == other.names == ("digital_first",)
    assert np.array_equal(one.options[0].counters, other.options[0].counters, equal_nan=True)


def test_people_are_compared_where_only_values_differ_and_not_between_countries(base):
    richer = replace(base, name="richer", values={**base.values, "staffing.caseworkers": 2600.0})
    figures = base.profile.figures.model_copy(update={"women": 0.5})
    elsewhere = replace(base, name="elsewhere", profile=base.profile.model_copy(update={"figures": figures}))
    found = pes.compare(base, [richer, elsewhere], seeds=1, workers=1)
    assert list(found.changes) == ["richer"]


@pytest.mark.untraced
def test_what_a_mechanism_contributes_comes_with_a_comparison(base):
    faster = base.change("staffing.back", "-20%", name="faster")
    found = pes.compare(base, faster, seeds=2, workers=1, contribution_of=["habit", "failure_demand"])
    assert list(found.without) == ["habit", "failure_demand"]
    alone = pes.compare(base.without("habit"), faster.without("habit"), seeds=2, workers=1)
    ablated = found.without["habit"]
    assert np.array_equal(ablated.options[0].counters, alone.options[0].counters, equal_nan=True)
    assert ablated.baseline.scenario.off == ("habit",)
    assert not found.contributions().query("mechanism == 'failure_demand' and difference != 0").empty
    with pytest.raises(pes.CallError, match="switched off throughout"):
        pes.compare(base.without("habit"), faster, seeds=1, contribution_of="habit")
    with pytest.raises(pes.ScenarioError, match="nearest: trust"):
        pes.compare(base, faster, seeds=1, contribution_of="trusst")


def test_results_say_with_what_they_were_made(base):
    result = pes.run(base, seeds=[5], workers=1)
    assert result.seeds == (5,) and result.provenance["key"] == base.key()
    assert {"pes-sim", "python", "numpy"} <= set(result.provenance["versions"])


def test_progress_may_be_watched(base):
    seen = []

    class Watch:
        def __enter__(self):
            seen.append("begin")
            return self

        def __exit__(self, *_):
            seen.append("end")

        def say(self, words):
            seen.append(words)

        def weeks(self, done, total):
            seen.append((done, total))

    pes.run(base, seeds=1, workers=1, progress=Watch())
    assert seen[0] == "begin" and seen[-1] == "end" and seen[-2][0] == seen[-2][1] > base.weeks


@pytest.mark.parametrize(
    "wrong", [{"years": 2}, {"scale": 1000}, {"start": "2026-06-01"}], ids=["years", "scale", "start"]
)
def test_options_of_another_size_are_refused(base, wrong):
    with pytest.raises(pes.CallError, match="same start, years and scale"):
        pes.compare(base, base.change("staffing.front", "+5%", name="option").sized(**wrong), seeds=1)


def test_calls_that_cannot_be_meant_are_refused(base):
    with pytest.raises(pes.ScenarioError, match="austria"):
        pes.run("austra")
    with pytest.raises(pes.CallError, match="at least one option"):
        pes.compare(base, [])
    with pytest.raises(pes.CallError, match="each name once"):
        pes.compare(base, [base], seeds=1)
    with pytest.raises(pes.CallError, match="seeds"):
        pes.run(base, seeds=0)
    with pytest.raises(pes.CallError, match="workers"):
        pes.run(base, seeds=2, workers=0)

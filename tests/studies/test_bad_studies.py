"""A bad study file is answered with every mistake at once, each with file, line and remedy; nothing runs or is written."""

from __future__ import annotations

import os
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from pes_sim.scenario.problems import ScenarioError
from pes_sim.scenario.yaml_source import MOST_BYTES
from pes_sim.studies.study import Study

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b]\n"
HEAD = "base: austria\nscale: 5000\nyears: 1\n"


def problems(path: Path | str) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        Study.open(path)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "x.yaml: the file is empty"),
        ("- a\n", "x.yaml:1: the file holds a list"),
        ("title: [1, 2\nseeds: 3", "x.yaml:2: this is not YAML"),
        (BOMB, "x.yaml:2: this is not YAML: aliases"),
        ("a: " + "[" * 100_000, "x.yaml:1: too many levels"),
        ("title: x\n", "x.yaml:1: 'base' is missing"),
        ("base: 3\n", "x.yaml:1: base is 3 (expected text)"),
        ("base: astria\n", "x.yaml:1: 'astria': no scenario has this name"),
        ("base: automation\n", "x.yaml:1: "),
        (HEAD + "seeds: 0\n", "x.yaml:4: seeds is 0"),
        (HEAD + "seeds: true\n", "x.yaml:4: seeds is True"),
        (HEAD + "seeds: [1, 1]\n", "x.yaml:4: a seed is given twice"),
        (HEAD + "seeds: [1, 1.5]\n", "x.yaml:4: expected 1 to 10,000 seeds"),
        (HEAD + "option: [more]\n", "x.yaml:4: unknown key 'option'"),
        (HEAD + "options: [mor]\n", "x.yaml:4: 'mor': no scenario has this name"),
        (HEAD + "options: [more, more]\n", "x.yaml:4: two options are called more"),
        (HEAD + "options: [crash]\n", "x.yaml:4: crash is a shock"),
        (HEAD + "shocks: [more]\n", "x.yaml:4: more is a file of kind option"),
        (HEAD + "shocks: [crash, crash]\n", "x.yaml:4: the shock crash is given twice"),
        (HEAD + "shocks: [[none, crash]]\n", "x.yaml:4: none stands beside another shock"),
        (HEAD + "shocks: [{}]\n", "x.yaml:4: a map is no shock"),
        (HEAD + "kpis: [unmet_need]\n", "x.yaml:4: no KPI 'unmet_need'"),
        (HEAD + "keep: everything\n", "x.yaml:4: keep is 'everything'"),
        (HEAD + "time_limit_minutes: 0\n", "x.yaml:4: a time limit of 0 minutes"),
        (HEAD + "without: [nothing]\n", "x.yaml:1: no mechanism 'nothing'"),
        (HEAD + "parameters: {labour.nope: 1}\n", "x.yaml:4: no parameter 'labour.nope'"),
        (HEAD + "futures: 3\n", "x.yaml:4: futures is 3"),
        (HEAD + "futures: {count: 3}\n", "x.yaml:4: 'design' is missing"),
        (HEAD + "futures: {design: latin}\n", "x.yaml:4: futures.design is 'latin'".replace("futures.", "")),
        (HEAD + "futures: {design: sobol}\n", "x.yaml:4: a sobol design needs 'count'"),
        (HEAD + "futures: {design: sobol, count: 100}\n", "x.yaml:4: count is 100: a Sobol' sequence needs a power of two (expected 64 or 128)"),
        (HEAD + "futures: {design: morris, count: 4, levels: 5}\n", "x.yaml:4: levels is 5: Morris needs an even number"),
        (HEAD + "futures: {design: latin_hypercube, count: 3, file: a.csv}\n", "x.yaml:4: 'file' says nothing about a latin_hypercube design"),
        (HEAD + "futures: {design: factorial}\n", "x.yaml:4: the design makes"),
        (HEAD + "futures: {design: latin_hypercube, count: 3, parameters: [a.b]}\n", "x.yaml:4: no parameter 'a.b'"),
        (HEAD + "futures: {design: latin_hypercube, count: 3, parameters: ['zz.*']}\n", "x.yaml:4: no uncertainty fits 'zz.*'"),
        (HEAD + "futures: {design: latin_hypercube, count: 3, parameters: [phone.week_hours]}\n", "x.yaml:4: phone.week_hours is a constant"),
        (HEAD + "futures: {design: latin_hypercube, count: 3, parameters: [choice.habit, 'choice.*']}\n", "x.yaml:4: choice.habit is uncertain twice"),
        (HEAD + "futures: {design: latin_hypercube, count: 3, parameters: [{path: choice.habit, low: 3, high: 2}]}\n", "x.yaml:4: choice.habit goes from 3 to 2"),
        (HEAD + "futures: {design: latin_hypercube, count: 3, parameters: [{path: labour.demand_level, low: -1}]}\n", "x.yaml:4: labour.demand_level: -1 is below 0"),
        (HEAD + "futures: {design: latin_hypercube, count: 3, parameters: [{path: choice.habit, sd: 2}]}\n", "x.yaml:4: sd says nothing about a uniform distribution"),
        (HEAD + "futures: {design: latin_hypercube, count: 3, parameters: [{path: choice.habit, values: []}]}\n", "x.yaml:4: values is"),
        (HEAD + "futures: {design: latin_hypercube, count: 3, parameters: []}\n", "x.yaml:4: futures.parameters is a list"),
        (HEAD + "futures: {design: explicit, values: [{choice.habit: two}]}\n", "x.yaml:4: 'two' is not a number"),
        (HEAD + "futures: {design: explicit, values: [{labour.demand_level: -2}]}\n", "x.yaml:4: labour.demand_level: -2 is below 0"),
        (HEAD + "futures: {design: posterior, file: nope.csv}\n", "x.yaml:4: nope.csv: there is no such file"),
        (HEAD + "futures: {design: posterior, file: /etc/passwd}\n", "x.yaml:4: /etc/passwd is no table of draws"),
        (HEAD + "analysis: {robustness: {kpis: [x]}}\n", "x.yaml:4: no KPI 'x'"),
        (HEAD + "analysis: {fails: [{option: mor, kpi: ltu_share}]}\n", "x.yaml:4: the study runs no option 'mor'"),
        (HEAD + "kind: scenario\n", "x.yaml:4: kind is 'scenario'"),
    ],
)  # fmt: skip
def test_a_bad_file_is_answered_with_line_and_remedy(text, said, write):
    found = problems(write(name="x.yaml", text=text))
    assert found[0].startswith(said), found
    assert not Path("results").exists() and not Path("store").exists()


def test_every_mistake_comes_at_once(write):
    text = (
        "base: astria\nseeds: -2\noptions: [mor]\nshocks: [crsh]\nkpis: [ltu]\nfutures:\n  design: latin_hypercube\n"
        "  count: many\n  parameters:\n    - labor.*\n    - {path: choice.habit, low: 1, hihg: 2}\nanalysis:\n  fail: []\n"
    )
    found = problems(write(name="x.yaml", text=text))
    lines = sorted(int(line.split(":")[1]) for line in found)
    assert lines == [1, 2, 5, 8, 10, 11, 13], found
    assert any("nearest: high" in line for line in found)


def test_a_step_that_no_future_may_take_is_found_before_anything_runs(write, folder):
    path = folder / "scenarios" / "shocks" / "crash.yaml"
    path.write_text("kind: shock\nchanges:\n  - {at: +5 weeks, set: labour.demand_level, to: '-0.5'}\n")
    found = problems(
        write(
            ("    - labour.work_hazard_fast\n", "    - {path: labour.demand_level, low: 0.3, high: 1}\n"),
        )
    )
    assert "in a future with labour.demand_level at 0.4" in found[0] and "expected a narrower range" in found[0]


def test_what_is_no_ordinary_file_is_refused(write, folder):
    (folder / "folder.yaml").mkdir()
    os.mkfifo(folder / "pipe.yaml")
    (folder / "latin.yaml").write_bytes("base: austria\ntitle: Österreich\n".encode("latin-1"))
    (folder / "big.yaml").write_text("title: " + "x" * MOST_BYTES)
    (folder / "study.txt").write_text("base: austria\n")
    for name, said in (
        ("folder.yaml", "folder"), ("pipe.yaml", "not an ordinary file"), ("latin.yaml", "not UTF-8"),
        ("big.yaml", "too large"), ("study.txt", "ending in .yaml"), ("none.yaml", "no such file"),
    ):  # fmt: skip
        assert said in problems(name)[0]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "cannot be read"),
        ("weight\n1\n", "holds no draws"),
        ("choice.habit\n", "holds no draws"),
        ("choice.habits\n1\n", "the column 'choice.habits' is no parameter"),
        ("choice.habit\nx\n", "not every value is a number"),
        ("choice.habit\nnan\n", "not a finite number"),
        ("labour.demand_level\n-1\n", "below 0"),
        ("choice.habit,weight\n1,-1\n", "weights cannot be meant"),
        ("phone.week_hours\n40\n", "is a constant"),
    ],
)
def test_a_bad_table_of_draws_is_answered_with_the_reason(table, said, write, folder):
    (folder / "draws.csv").write_text(table)
    found = problems(write(name="x.yaml", text=HEAD + "futures: {design: posterior, file: draws.csv}\n"))
    assert found[0].startswith("x.yaml:4: ") and said in found[0]


YAMLISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.dates(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=6), inner, max_size=2),
    max_leaves=5,
)
KEYS = ["title", "start", "years", "scale", "parameters", "without", "options", "shocks", "futures", "seeds", "kpis",
        "keep", "time_limit_minutes", "analysis", "kind"]  # fmt: skip
FUTURES = st.dictionaries(
    st.sampled_from(["design", "count", "levels", "seed", "parameters", "values", "file"]),
    YAMLISH | st.sampled_from(["sobol", "explicit"]),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.dictionaries(st.sampled_from(KEYS), YAMLISH | FUTURES, max_size=5))
def test_any_data_is_opened_or_refused_but_never_crashes(data, write):
    stream = StringIO()
    YAML(typ="safe", pure=True).dump({"base": "austria", **data}, stream)
    try:
        Study.open(write(name="x.yaml", text=stream.getvalue()))
    except ScenarioError as error:
        assert all(problem.message for problem in error.problems)

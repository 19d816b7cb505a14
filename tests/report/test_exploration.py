"""The page on many futures says what the tables say, needs nothing else, and is the same every time."""

import re
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from pes_sim.analysis.exploration.findings import answer
from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.analysis.exploration.search import Question, search
from pes_sim.kpis.definitions import KPIS
from pes_sim.report.exploration.front_figure import front_svg
from pes_sim.report.exploration.page import render_findings, write_findings
from pes_sim.runs.analysis_request import AimSpec, AnalysisRequest, FailureSpec, RobustnessSpec

HABIT, EFFECT = "choice.habit", "counselling.max_effect"


def runs(years=()):
    """Digital first lowers unmet needs where habit is weak, and raises them where it is strong."""
    rng = np.random.default_rng(1)
    futures = pd.DataFrame({"future": range(120), HABIT: rng.uniform(1, 3, 120), EFFECT: rng.uniform(1.2, 1.5, 120)})
    blocks = []
    for option in ("austria", "digital_first", "more_caseworkers"):
        for year in years or (None,):
            block = (
                futures.assign(option=option, seed=1)
                if year is None
                else futures.assign(option=option, seed=1, year=year)
            )
            growth = 0.002 * ((year or 2026) - 2026)
            effect = {
                "austria": 0.0,
                "digital_first": 0.01 * (block[HABIT] - 2.2),
                "more_caseworkers": -0.01 * (block[EFFECT] - 1),
            }[option]
            block["unmet_need_share"] = 0.05 + effect + growth
            block["ltu_share"] = 0.2 - 0.02 * (block[EFFECT] - 1.2) * (option == "more_caseworkers")
            blocks.append(block)
    return Outcomes.of(pd.concat(blocks, ignore_index=True), "austria")


REQUEST = AnalysisRequest.model_construct(
    sensitivity=["unmet_need_share"],
    fails=[FailureSpec.model_construct(option="digital_first", kpi="unmet_need_share", worse_than=0.0, of="change")],
    robustness=RobustnessSpec.model_construct(
        kpis=["unmet_need_share", "ltu_share"], good_enough={"unmet_need_share": 0.05, "ltu_share": 0.2}
    ),
    pathways=[AimSpec.model_construct(kpi="unmet_need_share", at_least_as_good_as=0.055)],
)


@pytest.fixture(scope="module")
def found():
    return answer(REQUEST, runs(), runs(years=range(2026, 2034)))


@pytest.fixture(scope="module")
def html(found):
    return render_findings(found, "Digital strategies", {"model": "pes-sim"})


@pytest.fixture(scope="module")
def text(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_everything_asked_for_is_answered(found):
    assert found.unanswered == ()
    assert set(found.tables()) == {"sensitivity", "discovery", "robustness", "best", "pathways", "transfers"}


def test_the_condition_of_failure_is_told_in_words_with_its_grade(text):
    assert re.search(r"Digital first fails in \d+% of the futures, mostly where .* is above 2\.\d", text)
    assert "Nobody has measured: Pull of habit" in text or "(grade D)" in text


def test_the_option_that_always_does_better_stands_up_best(text):
    assert "More caseworkers stands best on average" in text or "More caseworkers is first on all" in text


def test_the_page_says_how_often_each_is_best_and_what_would_turn_it(found, text):
    assert found.crossings.leader == "more_caseworkers"
    assert "Share of the 120 futures in which each alternative does best" in text
    assert "is first on average" in text


def test_the_plan_that_works_longest_comes_first(found, text):
    assert found.pathways.frame()["option"].iloc[-1] == "austria"
    assert f"{found.pathways.frame()['option'][0].replace('_', ' ').capitalize()} works longest" in text


def test_every_figure_is_well_formed_and_says_what_it_shows(html):
    figures = re.findall(r"<svg.*?</svg>", html, re.S)
    assert len(figures) >= 7
    for figure in figures:
        root = ElementTree.fromstring(figure.replace("xlink:href", "href"))
        assert root.get("aria-label")
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_the_page_needs_nothing_from_elsewhere_and_is_the_same_every_time(found, html):
    assert not re.search(r"(src|href)=\"(?!#)", html) and "@import" not in html
    assert render_findings(found, "Digital strategies", {"model": "pes-sim"}) == html


def test_what_cannot_be_answered_says_why_and_stops_nothing(tmp_path):
    few = runs()
    few = Outcomes(few.frame[few.frame["future"] < 10], few.parameters, few.directions, "austria")
    found = answer(REQUEST, few)
    assert found.robustness is not None
    assert len(found.unanswered) == 4  # two sensitivities, one discovery, and pathways, which want years
    files = write_findings(found, tmp_path, "Few", {})
    assert [file.name for file in files] == ["robustness.csv", "best.csv", "analysis.html"]
    assert "too few" in (tmp_path / "analysis.html").read_text(encoding="utf-8")


def test_a_front_is_drawn_with_today_beside_it():
    x, y = KPIS["unmet_need_share"], KPIS["client_satisfaction"]
    asked = Question({"a": (0.0, 1.0)}, {x.name: x.direction, y.name: y.direction}, population=8, generations=2)
    found = search(asked, lambda points: [{x.name: p["a"] ** 2, y.name: p["a"]} for p in points])
    svg = front_svg(found, x, y, {x.name: 0.5, y.name: 0.5})
    assert "better" in svg and "today" in svg
    assert svg == front_svg(found, x, y, {x.name: 0.5, y.name: 0.5})

"""The brief says how sure it is: three kinds apart, chances of being best, what turns it, what nobody has measured."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.analysis.uncertainty.doubt import Doubt
from pes_sim.analysis.uncertainty.parts import spreads
from pes_sim.analysis.uncertainty.score import chances_of_best
from pes_sim.analysis.uncertainty.turning import Turn, Turning
from pes_sim.report.brief import render_brief

HABIT, VACANCIES = "choice.habit", "matching.vacancy_elasticity"
TURNS = Turn(HABIT, 2.2, 3.2, 12.0, -4.0, 2.9, 2.8, "base")
HOLDS = Turn(VACANCIES, 0.4, 0.5, 12.0, 6.0)


def outcomes(comparison, heads):
    rng = np.random.default_rng(1)
    rows = []
    for future, head in enumerate(heads):
        for place, option in enumerate(("base", *comparison.names)):
            for seed in (0, 1):
                values = {kpi: 10 - place + rng.normal(0, 0.5) for kpi in comparison.headline}
                rows.append({"option": option, "future": future, "seed": seed, **head, **values})
    directions = {kpi: comparison.kpis[kpi].direction for kpi in comparison.headline}
    frame = pd.DataFrame(rows)
    return Outcomes(frame, tuple(n for n in (HABIT,) if n in frame), directions, "base")


@pytest.fixture(scope="module")
def doubtful(comparison):
    futures = outcomes(comparison, [{HABIT: 1.2 + 0.1 * i} for i in range(20)])
    structure = outcomes(comparison, [{"without": "habit"}, {"without": "competition"}])
    kpis = list(comparison.headline)

    def made(*turns):
        told = Doubt(
            futures, structure, spreads(comparison, futures, structure, kpis), chances_of_best(futures, kpis),
            Turning("shorter_spells", 12.0, turns, 8),
        )  # fmt: skip
        return replace(comparison, doubt=told)

    return made


def text_of(comparison):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", render_brief(comparison)))


def test_a_brief_without_futures_says_that_it_holds_for_one_set_of_assumptions(comparison):
    text = text_of(comparison)
    assert re.search(r"one set of assumptions: \d+ of its \d+ numbers are grade D, which nobody has measured", text)
    assert "How far the answer leans on them was not tried." in text and "--futures 20" in text
    for kind in ("Luck", "Assumptions", "Structure"):
        assert kind in text


def test_the_three_kinds_stand_apart_for_every_headline_figure(comparison, doubtful):
    html = render_brief(doubtful(TURNS, HOLDS))
    section = html[html.index('id="sure"') : html.index('id="kpis"')]
    for kind in ("luck", "assumptions", "structure"):
        assert section.count(f"<td>{kind}</td>") == len(comparison.headline)
    assert "nine of ten of 20 futures" in section


def test_the_assumption_that_turns_the_ranking_is_told_with_its_value_and_grade(doubtful):
    text = text_of(doubtful(TURNS, HOLDS))
    assert (
        "The first place would go to Base if \u201cpull of the channel a person is used to\u201d were 2.9 instead of 2.2"
        in text
    )
    assert (
        "This conclusion rests on assumptions of grade D, which nobody has measured: \u201cpull of the channel" in text
    )
    assert "then Base comes first" in text and "at 2.8 it does not yet" in text
    assert "does not turn; at 0.5 the lead is 6 instead of 12 points" in text


def test_where_nothing_turns_it_that_is_said(doubtful):
    text = text_of(doubtful(HOLDS))
    assert "None of the 8 assumptions that matter most would change the first place" in text
    assert "grade D, which nobody has measured:" not in text  # the one that moves it most is grade B


def test_chances_of_being_best_stand_for_every_alternative(doubtful):
    html = render_brief(doubtful(HOLDS))
    section = html[html.index("<h3>Chance of being best") : html.index("<h3>What would turn")]
    assert "All headline figures together" in section and "Base (today)" in section
    assert section.count("<tr>") == 2 + len(doubtful(HOLDS).headline)  # the head, the score, and each figure


def test_the_same_comparison_gives_the_same_page(doubtful):
    assert render_brief(doubtful(TURNS)) == render_brief(doubtful(TURNS))


def test_the_tables_are_written_beside_the_brief(doubtful, tmp_path):
    doubtful(TURNS).doubt.save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["futures.parquet", "turning.csv", "uncertainty.csv"]
    assert pd.read_csv(tmp_path / "turning.csv")["parameter"].tolist() == [HABIT]

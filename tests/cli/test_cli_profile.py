"""`pes-sim profile`: a profile of one's own is fitted, commented, right, and never written over anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pes_sim.runs import profile_fit
from pes_sim.runs.own_profile import answers_from, drafted, written
from pes_sim.scenario.loading import check, load
from pes_sim.world.flows import Dials, Flows, fit, flows

GIVEN = {"labour_force": 2_100_000, "stock": 130_000, "inflow": 21_000, "exits": 24_000, "ltu_share": 0.31}


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(profile_fit, "PEOPLE", 400)


def options(answers) -> list[str]:
    return [part for key, value in answers.items() for part in ("--answer", f"{key}={value}")]


def test_a_profile_is_written_fitted_and_can_be_used(call, quick):
    done = call("profile", "ruritania", *options(GIVEN), "--answer", "caseworkers=600", "--rounds", "0", "--json")
    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    path = Path(document["path"])
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# A profile of one's own") and "guessed: vacancies, front" in text.replace("\n# ", " ")
    steady = document["fitted"]["steady"]
    assert steady["exits"] == pytest.approx(24 / 130, rel=0.05) and steady["ltu_share"] == pytest.approx(0.31, abs=0.02)
    assert steady["inflow"] == pytest.approx(21 / 130, rel=0.05)
    scenario = load("ruritania")
    assert scenario.profile.figures.unemployed.stock == 130_000
    own, guess = scenario.explain("staffing.caseworkers"), scenario.explain("staffing.phone")
    assert own.value == 600 and not own.assumed and guess.assumed and guess.high > 2 * guess.value
    assert call("check", "digital_first", "--base", "ruritania").exit_code == 0
    again = call("profile", "ruritania", *options(GIVEN))
    assert again.exit_code == 2 and "not overwritten" in again.output
    assert path.read_text(encoding="utf-8") == text


def test_answers_come_from_a_file_and_the_call_decides_over_it(call, quick):
    Path("mine.yaml").write_text("labour_force: 900000\nstock: 60000\nstaff_cost:\n", encoding="utf-8")
    made = call("profile", "own.yaml", "--answers", "mine.yaml", "--answer", "stock=50000", "--from", "poland")
    assert made.exit_code == 0, made.output
    assert load("own.yaml").profile.figures.unemployed.stock == 50_000
    assert "No flows were given" in Path("own.yaml").read_text(encoding="utf-8")
    assert check("own.yaml") == []


@pytest.mark.parametrize("name", ["austria", "germany", "low_maturity"])
def test_a_draft_from_any_profile_is_a_right_file(name, tmp_path):
    answers = answers_from(
        {**GIVEN, "title": "It's: a #test", "digital_skills": 0.4, "no_internet": 0.2, "vacancies": 9e3}
    )
    path = tmp_path / "drafted.yaml"
    path.write_text(written(drafted(load(name), answers), "drafted"), encoding="utf-8")
    assert check(path) == []
    assert load(path).title == "It's: a #test"
    skills = sum(row.basic_digital_skills * row.labour_force for row in load(path).profile.figures.education.rows)
    assert skills == pytest.approx(0.4, abs=0.03)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"stock": 1_500_000}, "at most 1,260,000"),
        ({"stock": -5}, "100 to 1e+09"),
        ({"stock": "many"}, "a number (persons)"),
        ({"stock": None}, "stock is not answered"),
        ({"exits": 200_000}, "turn over a stock"),
        ({"exits": 100}, "at least 650 a month"),
        ({"inflow": 40_000}, "would grow without end"),
        ({"ltu_share": 1.2}, "0.001 to 0.95"),
        ({"exits": 8_000, "inflow": 8_000, "ltu_share": 0.1}, "stay beyond a year even if all are alike"),
        ({"ltu_older": 0.02}, "of the older"),
        ({"stok": 3}, "nearest: stock"),
        ({"title": ""}, "answers nothing"),
    ],
)
def test_impossible_figures_are_told_and_nothing_is_written(call, changed, words):
    answers = {key: value for key, value in {**GIVEN, **changed}.items() if value is not None}
    done = call("profile", "nowhere", *options(answers))
    assert done.exit_code == 2 and words in done.output
    assert not Path("scenarios").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("profile", "austria", *options(GIVEN)), "a name of its own"),
        (("profile", "a b", *options(GIVEN)), "is no name"),
        (("profile", "x", "--from", "recession", *options(GIVEN)), "recession"),
        (("profile", "x", "--from", "amas", *options(GIVEN)), "is no profile"),
        (("profile", "x", "--from", "austia", *options(GIVEN)), "nearest: austria"),
        (("profile", "x", "--answers", "missing.yaml"), "no such file"),
        (("profile", "x"), "labour_force is not answered"),
    ],
)
def test_a_wrong_call_ends_with_status_two_and_writes_nothing(call, arguments, words):
    done = call(*arguments)
    assert done.exit_code == 2 and words in done.output, done.output
    assert not Path("scenarios").exists()


def test_the_questionnaire_is_asked_in_a_terminal(monkeypatch, tmp_path):
    from typer.testing import CliRunner

    from pes_sim.cli import app, profile

    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(profile.sys, "stdin", Terminal())
    replies = iter(["Asked", "", "none", "500000", "30000", *[""] * 40])
    monkeypatch.setattr(profile.typer, "prompt", lambda *_, **__: next(replies))
    monkeypatch.setattr(profile.sys, "stdin", Terminal(), raising=False)
    assert profile._asked() == {"title": "Asked", "labour_force": 500_000, "stock": 30_000}
    assert CliRunner().invoke(app, ["profile", "x", "--questions"]).exit_code == 0


def test_the_fit_finds_the_dials_that_made_the_flows(austria):
    figures, values = austria.profile.figures, austria.values
    made = Dials(pace=0.7, slow=0.5, intake=0.6, gradient=1.2)
    shown = flows(made.on(figures), values)
    found, reached = fit(figures, values, shown)
    # how many are hard to place and how much the ages differ make up for one another in part
    for name, near in (("pace", 0.05), ("intake", 0.05), ("gradient", 0.1), ("slow", 0.15)):
        assert getattr(found, name) == pytest.approx(getattr(made, name), abs=near)
    for name, value in vars(shown).items():
        assert getattr(reached, name) == pytest.approx(value, rel=0.02)


def test_what_cannot_be_reached_is_said(austria):
    figures, wanted = austria.profile.figures, Flows(exits=0.6, ltu_share=0.6)
    dials, steady = fit(figures, austria.values, wanted)
    missed = profile_fit.Fitted(dials, dials.on(figures), wanted, steady, steady).missed()
    assert missed and all(got != want for want, got in missed.values())

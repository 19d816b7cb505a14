"""`run` and `compare` answer on the screen, in files and in JSON, and say the same in all three."""

import json
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from calling import SMALL

from pes_sim.kpis.definitions import HEADLINE, KPIS

COLUMNS = ["kpi", "option", "baseline", "difference", "ci_low", "ci_high", "share_of_seeds_better"]


def files(folder):
    """Every file below a folder, hidden ones too."""
    return sorted(os.path.join(where, name) for where, _, names in os.walk(folder) for name in names)


def test_compare_prints_the_table_and_writes_three_files(call, tmp_path):
    done = call("compare", "austria", "more", *SMALL)
    assert done.exit_code == 0, done.stderr
    for told in ("More", KPIS[HEADLINE[0]].title, "2 paired seeds", "Ranking", "wrote results/austria-more/brief.html"):
        assert told in done.stdout
    assert [name for name in files(".")] == [
        f"./results/austria-more/{name}" for name in ("brief.html", "comparison.csv", "kpis.parquet")
    ]
    table = pd.read_csv("results/austria-more/comparison.csv")
    assert list(table.columns[:7]) == COLUMNS and set(table.kpi) == set(KPIS)
    tidy = pd.read_parquet("results/austria-more/kpis.parquet")
    assert set(tidy.scenario) == {"austria", "more"} and set(tidy.seed) == {1, 2}
    assert "<html" in Path("results/austria-more/brief.html").read_text(encoding="utf-8")


@pytest.mark.untraced
def test_compare_in_json_is_one_document_that_agrees_with_the_file(call):
    done = call("compare", "austria", "more", *SMALL, "--json", "--out", "there")
    said = json.loads(done.stdout)
    assert done.exit_code == 0 and said["seeds"] == [1, 2] and said["scale"] == 2000
    table = pd.read_csv("there/comparison.csv")
    mine = pd.DataFrame(said["kpis"])[list(table.columns)]
    for column in ("baseline", "difference", "ci_low"):
        assert np.allclose(mine[column].astype(float), table[column], equal_nan=True)
    assert {row["option"] for row in said["ranking"]} == {"austria", "more"}
    assert said["files"] == files("there")


def test_run_sums_up_and_writes_every_kpi(call):
    done = call("run", "austria", *SMALL, "--out", "there")
    assert done.exit_code == 0, done.stderr
    assert KPIS[HEADLINE[0]].title in done.stdout and "wrote there/kpis.parquet" in done.stdout
    assert files("there") == ["there/kpis.parquet"]
    tidy = pd.read_parquet("there/kpis.parquet")
    assert list(tidy.columns) == ["scenario", "seed", "week", "date", "kpi", "segment", "value"]
    said = json.loads(call("run", "austria", *SMALL, "--out", "there", "--json").stdout)
    assert [row["kpi"] for row in said["kpis"]] == list(KPIS)
    row = next(row for row in said["kpis"] if row["kpi"] == "register_stock")
    weekly = tidy[(tidy.kpi == "register_stock") & (tidy.segment == "all")]
    assert row["value"] == pytest.approx(weekly.value.mean(), rel=1e-5)
    assert row["ci_low"] < row["value"] < row["ci_high"]


@pytest.mark.untraced
def test_one_seed_has_no_interval_and_null_stands_for_it(call):
    done = call("run", "austria", *SMALL, "--seeds", "1", "--json")
    assert json.loads(done.stdout)["kpis"][0]["ci_low"] is None
    assert call("run", "austria", *SMALL, "--seeds", "1").exit_code == 0
    assert call("compare", "austria", "more", *SMALL, "--seeds", "1").exit_code == 0


@pytest.mark.untraced
def test_a_null_option_differs_in_nothing(call, tmp_path):
    (tmp_path / "mine" / "nothing.yaml").write_text("kind: option\ntitle: None\nchanges: []\n", encoding="utf-8")
    done = call("compare", "austria", "nothing", *SMALL, "--json")
    differences = {row["difference"] for row in json.loads(done.stdout)["kpis"]}
    assert done.exit_code == 0 and differences <= {0.0, None}


@pytest.mark.untraced
def test_set_gives_the_base_and_with_it_every_option_another_value(call):
    plain, more = (
        json.loads(call("compare", "austria", "more", *SMALL, *extra, "--json").stdout)
        for extra in ((), ("--set", "staffing.caseworkers=+100%"))
    )
    caseload = next(i for i, row in enumerate(plain["kpis"]) if row["kpi"].startswith("caseload"))
    assert more["kpis"][caseload]["baseline"] < 0.7 * plain["kpis"][caseload]["baseline"]
    assert "staffing.caseworkers=+100%" in more["title"]


@pytest.mark.untraced
def test_a_shock_hits_base_and_options_alike(call):
    done = call("compare", "austria", "more", "--shock", "crash", *SMALL)
    assert done.exit_code == 0, done.stderr
    tidy = pd.read_parquet("results/austria+crash-more/kpis.parquet")
    assert set(tidy.scenario) == {"austria+crash", "more"}
    vacancies = tidy[(tidy.kpi == "vacancy_stock") & (tidy.segment == "all")].groupby(["scenario", "week"]).value.mean()
    for scenario in ("austria+crash", "more"):
        assert vacancies[scenario, 51] < 0.9 * vacancies[scenario, 9]


@pytest.mark.untraced
def test_a_mechanism_is_switched_off_throughout(call):
    done = call("run", "austria", "--without", "incidents", *SMALL)
    assert done.exit_code == 0, done.stderr
    tidy = pd.read_parquet("results/austria_without_incidents/kpis.parquet")
    assert set(tidy.scenario) == {"austria_without_incidents"}
    assert (tidy[tidy.kpi == "incidents"].value == 0).all()


def test_what_a_mechanism_contributes_is_said_and_written(call):
    done = call("compare", "austria", "more", "--contribution", "contact", *SMALL, "--json")
    assert done.exit_code == 0, done.stderr
    table = pd.read_csv("results/austria-more/contribution.csv")
    assert set(table.mechanism) == {"contact"} and set(table.kpi) == set(KPIS)
    assert "What a mechanism contributes" in Path("results/austria-more/brief.html").read_text(encoding="utf-8")
    mine = pd.DataFrame(json.loads(done.stdout)["contributions"])[list(table.columns)]
    assert np.allclose(mine.difference.astype(float), table.difference, equal_nan=True)


@pytest.mark.untraced
def test_what_falls_beyond_a_shortened_horizon_is_said(call):
    done = call("compare", "austria", "digital_first", *SMALL)
    assert done.exit_code == 0, done.stderr
    assert "changes of digital_first fall beyond the horizon of 1 years" in done.stderr


@pytest.mark.untraced
def test_a_second_run_replaces_the_files_of_the_first_and_nothing_else(call):
    os.makedirs("there")
    for name in ("mine.txt", "kpis.parquet"):
        with open(f"there/{name}", "w") as file:
            file.write("before")
    assert call("run", "austria", *SMALL, "--out", "there").exit_code == 0
    assert files("there") == ["there/kpis.parquet", "there/mine.txt"]
    assert Path("there/mine.txt").read_text() == "before"
    pd.read_parquet("there/kpis.parquet")


def test_an_audited_run_checks_every_week(call, monkeypatch):
    from pes_sim.model import PESModel

    monkeypatch.setenv("PES_SIM_AUDIT", "")
    audited = []
    step = PESModel.step

    def watched(model):
        audited.append(model.audited)
        step(model)

    monkeypatch.setattr(PESModel, "step", watched)
    done = call("run", "austria", *SMALL, "--audit")
    assert done.exit_code == 0, done.stderr
    assert audited and all(audited)

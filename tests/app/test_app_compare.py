"""Comparing over the wire gives what comparing in Python gives; files of strangers reach nothing."""

from __future__ import annotations

import io
import time
from dataclasses import replace

import pandas as pd
import pytest

import pes_sim as pes
from pes_sim.api import laid_over

MINE = {"title": "More phones", "changes": [{"at": "+4 weeks", "set": "staffing.phone", "to": "+50%"}]}
ASKED = {
    "base": "austria", "years": 1, "scale": 5000, "seeds": 2, "shocks": ["cyber_outage"],
    "options": [{"name": "more_caseworkers"}, MINE, {"text": "kind: option\ntitle: As it is\nchanges: []\n"}],
}  # fmt: skip


def done(client, name: str) -> dict:
    for _ in range(600):
        job = client.get(f"/api/jobs/{name}").json()
        if job["state"] not in ("queued", "running"):
            return job
        time.sleep(0.1)
    raise AssertionError("the job does not end")


@pytest.fixture(scope="module")
def job(client) -> str:
    answer = client.post("/api/compare", json=ASKED)
    assert answer.status_code == 202, answer.text
    name = answer.json()["job"]
    assert done(client, name)["state"] == "done", client.get(f"/api/jobs/{name}").json()
    return name


def test_a_comparison_over_the_wire_is_the_one_in_python(client, job):
    base = laid_over("cyber_outage", pes.load("austria").sized(scale=5000, years=1))
    phones = base.change("staffing.phone", "+50%", at="+4 weeks", name="more_phones")
    expected = pes.compare(
        base, [laid_over("more_caseworkers", base), phones], seeds=2, workers=1, progress=False
    ).frame()
    found = pd.DataFrame(client.get(f"/api/jobs/{job}/result").json()["kpis"])
    for option in ("more_caseworkers", "more_phones"):
        mine, theirs = (
            t[t["option"] == option].set_index("kpi")["difference"].astype(float) for t in (found, expected)
        )
        pd.testing.assert_series_equal(mine.dropna(), theirs.dropna(), rtol=1e-9)
    nothing = found[found["option"] == "as_it_is"]
    assert set(nothing["verdict"]) <= {"same", "undefined"}


def test_curves_winners_ranking_and_what_would_turn_it(client, job):
    curves = client.get(f"/api/jobs/{job}/curves", params={"kpi": "phone_answered_share"}).json()
    assert set(curves["differences"]) == {"more_caseworkers", "more_phones", "as_it_is"}
    assert max(curves["differences"]["more_phones"]["middle"]) > 0
    winners = client.get(f"/api/jobs/{job}/winners", params={"by": "age"}).json()
    assert {row["group"] for row in winners} == {"under_25", "25_44", "45_54", "55_plus"}
    weights = {"phone_answered_share": 1.0, "contact_minutes_per_client": 0.1}
    ranked = client.post(f"/api/jobs/{job}/rank", json={"weights": weights}).json()
    assert ranked[0]["option"] == "more_phones"
    turn = client.post(f"/api/jobs/{job}/turn", json={"weights": weights}).json()
    assert turn["best"] == "more_phones" and len(turn["windows"]) == 1
    row = next(row for row in turn["weights"] if row["kpi"] == "contact_minutes_per_client")
    beyond = weights | {"contact_minutes_per_client": row["turns_at"] * 1.01}
    assert client.post(f"/api/jobs/{job}/turn", json={"weights": beyond}).json()["best"] == row["to"]


def test_downloads_are_the_brief_the_data_and_scenarios_that_run(client, job, tmp_path):
    assert "<html" in client.get(f"/api/jobs/{job}/files/brief.html").text
    frame = pd.read_parquet(io.BytesIO(client.get(f"/api/jobs/{job}/files/kpis.parquet").content))
    assert frame["scenario"].nunique() == 4
    assert len(pd.read_csv(io.BytesIO(client.get(f"/api/jobs/{job}/files/kpis.csv").content)))
    path = tmp_path / "more_phones.yaml"
    path.write_text(client.get(f"/api/jobs/{job}/files/scenarios/more_phones.yaml").text)
    base = laid_over("cyber_outage", pes.load("austria").sized(scale=5000, years=1))
    compared = base.change("staffing.phone", "+50%", at="+4 weeks")
    happening = [change for change in compared.changes if change.week < compared.weeks]
    assert pes.load(path).key() == replace(compared, changes=tuple(happening)).key()


@pytest.mark.untraced
def test_the_brief_is_downloaded_for_paper(client, job):
    assert client.get(f"/api/jobs/{job}/files/brief.pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize(
    "name", ["../../secret", "scenarios/../../x.yaml", "comparison.pickle", "nothing.txt", "%2e%2e/x"]
)
def test_no_other_file_can_be_fetched(client, job, name):
    assert client.get(f"/api/jobs/{job}/files/{name}").status_code == 404


def test_a_job_is_cancelled_while_it_runs_and_while_it_waits(client):
    long = ASKED | {"years": 10, "seeds": 20, "options": [{"name": "automation"}], "shocks": []}
    first, second = (client.post("/api/compare", json=long).json()["job"] for _ in range(2))
    while client.get(f"/api/jobs/{first}").json()["state"] == "queued":
        time.sleep(0.02)
    for name in (second, first):
        client.delete(f"/api/jobs/{name}")
    assert done(client, first)["state"] == done(client, second)["state"] == "cancelled"
    assert client.get(f"/api/jobs/{first}/result").json()["error"]["code"] == "conflict"


@pytest.mark.parametrize(
    "wrong",
    [
        {"options": []}, {"options": [{}]}, {"options": [{"name": "x", "text": "y"}]}, {"options": [{"name": "recession"}]},
        {"options": [{"name": "../austria"}]}, {"seeds": 0}, {"seeds": 10_000}, {"scale": 1}, {"years": 39},
        {"options": [{"title": "x", "changes": [{"set": "choice.habit", "to": 0}]}]}, {"options": [{"text": "&a [*a]"}]},
        {"options": [{"text": "kind: option\nextends: /etc/passwd\nchanges: []"}]}, {"options": [{"text": "!!python/object:os.system x"}]},
        {"options": [{"name": "automation"}] * 2}, {"options": [{"name": "automation"}] * 15},
        {"options": [{"title": "x", "changes": [{"a": 1}] * 1000}]}, {"weights": {"nothing": 1}}, {"weights": {"ltu_share": -1}},
        {"options": [{"text": "kind: option\nchanges:\n" + "  - {set: staffing.phone, to: 1}\n" * 1_900}]},
    ],
)  # fmt: skip
def test_a_comparison_that_cannot_be_made_is_refused_with_the_reason(client, wrong):
    answer = client.post("/api/compare", json=ASKED | wrong)
    assert answer.status_code == 422 and answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("extends: /etc/passwd\n", "library only"), ("extends: ../../austria.yaml\n", "library only"), ("extends: austria.yaml\n", "library only"),
        ("extends: [austria]\n", "extends"), ("kind: option\nchanges: [{set: nothing, to: 1}]", "nothing"), ("a: &x [1]\nb: *x\n", "aliases"),
        ("{" * 500, ""), ("", "empty"), ("kind: option\nx: !!python/name:os.system\n", "tag"), ("\x00", ""), ("kind: spell\n", "kind"),
    ],
)  # fmt: skip
def test_a_file_that_reaches_for_others_is_refused(client, text, why):
    answer = client.post("/api/check", json={"text": text, "base": "austria"}).json()
    assert not answer["ok"] and why in str(answer["problems"])


def test_a_right_file_is_found_right(client):
    assert client.post("/api/check", json={"text": "extends: austria\nyears: 3\n"}).json() == {
        "ok": True,
        "kind": "scenario",
        "title": None,
        "problems": [],
    }
    good = "kind: option\nchanges: [{at: +26 weeks, set: staffing.phone, to: 300}]"
    assert client.post("/api/check", json={"text": good, "base": "austria"}).json()["ok"]


def test_a_view_is_shared_by_link(client):
    made = client.post("/api/share", json={"view": "compare", "state": {"base": "austria"}}).json()
    assert made["url"] == f"/compare?share={made['id']}"
    assert client.get(f"/api/share/{made['id']}").json() == {"view": "compare", "state": {"base": "austria"}}
    assert client.get("/api/share/..%2f..%2fx").status_code == 404
    assert client.post("/api/share", json={"view": "../x", "state": {}}).status_code == 422
    assert client.post("/api/share", json={"view": "fly", "state": {"a": "x" * 70_000}}).status_code == 413

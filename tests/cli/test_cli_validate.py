"""Claims about `pes-sim validate`: what it writes, what it keeps, and how it ends."""

import json

MINE = """\
title: More caseworkers, more meetings
fact: test 1
found: more meetings where there are more caseworkers
source: invented for tests
grade: A
strength: ●●
mechanism: more minutes are more meetings
set_up: {extends: austria, years: 1, scale: 2000, seeds: 2}
arms:
  more:
    title: a half more caseworkers
    changes: [{set: staffing.caseworkers, to: +50%}]
outcomes:
  - name: minutes
    title: Minutes of counselling
    measure: relative
    kpi: contact_minutes_per_client
    arm: more
    published: {low: 0.1, high: 2}
  - name: wrong
    title: The same, where nobody could expect it
    measure: relative
    kpi: contact_minutes_per_client
    arm: more
    published: {low: 5, high: 6}
    known_miss: the range is made up
"""
SMALL = ("--seeds", "2", "--workers", "1", "--out", "out")


def test_a_miss_is_a_finding_and_no_failure(call, tmp_path):
    (tmp_path / "here" / "mine.yaml").write_text(MINE, encoding="utf-8")
    done = call("validate", "mine.yaml", *SMALL, "--json")
    assert done.exit_code == 0, done.stderr
    document = json.loads(done.stdout)
    assert document == json.loads((tmp_path / "here" / "out" / "validation.json").read_text(encoding="utf-8"))
    assert [row["verdict"] for row in document["outcomes"]] == ["pass", "miss"]
    page = (tmp_path / "here" / "out" / "validation.html").read_text(encoding="utf-8")
    assert "the range is made up" in page and "<svg" in page
    assert not any(word in page for word in ("http://", "https://", "<script", "No reason is given yet"))
    again = call("validate", "mine.yaml", *SMALL)
    assert again.exit_code == 0 and "taken from the store" in again.stderr
    other = call("validate", "mine.yaml", *SMALL, "--set", "counselling.video_effect=0.7", "--json")
    assert "done" in other.stderr and json.loads(other.stdout)["altered"] == ["counselling.video_effect=0.7"]


def test_a_wrong_file_and_an_unknown_name_are_told_together(call, tmp_path):
    (tmp_path / "here" / "mine.yaml").write_text(MINE.replace("staffing.caseworkers", "choice.habit"), encoding="utf-8")
    done = call("validate", "mine.yaml", "project_outcome", "--out", "out")
    assert done.exit_code == 2
    assert "mine.yaml:12: choice.habit is an uncertainty" in done.stderr and "project_outcomes" in done.stderr
    assert not (tmp_path / "here" / "out").exists()


def test_a_horizon_too_short_for_what_is_looked_at_is_refused(call, tmp_path):
    (tmp_path / "here" / "mine.yaml").write_text(MINE.replace("years: 1", "years: 2"), encoding="utf-8")
    done = call("validate", "mine.yaml", *SMALL, "--years", "1")
    assert done.exit_code == 2
    assert "--years 1: what mine looks at reaches to week 104 (expected 2 or more)" in done.stderr
    assert not (tmp_path / "here" / "out").exists()


def test_the_schema_of_experiments_is_printed(call):
    assert json.loads(call("schema", "experiment").stdout)["title"] == "pes-sim experiment file"
    assert call("schema", "experimnet").exit_code == 2

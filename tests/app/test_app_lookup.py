"""Every number leads to its definition, source, grade and mechanism."""

from pes_sim.kpis.definitions import KPIS
from pes_sim.parameters import REGISTRY


def test_every_kpi_has_a_page_with_formula_unit_and_source(client):
    listed = client.get("/api/kpis").json()
    assert [row["name"] for row in listed] == list(KPIS)
    page = client.get("/api/kpis/phone_answered_share").json()
    assert page["formula"] and page["unit"] and page["source"] and page["counters"]
    assert any(lever["path"] == "staffing.phone" for lever in page["levers"])


def test_every_lever_has_a_page_with_its_mechanism_and_grade(client):
    levers = client.get("/api/parameters", params={"kind": "lever", "base": "austria"}).json()
    assert {row["path"] for row in levers} == {p.path for p in REGISTRY.values() if p.kind == "lever"}
    page = client.get("/api/parameters/staffing.caseworkers", params={"base": "austria"}).json()
    assert page["value"] > 500 and page["set_by"] == ["austria"] and page["grade_meaning"]
    assert page["trial"]["because"]


def test_options_and_shocks_say_what_they_do_and_when(client):
    options = {row["name"]: row for row in client.get("/api/options").json()}
    assert all(row["changes"] for row in options.values() if row["name"] != "legacy_leave_alone")
    assert options["digital_first"]["changes"][0]["when"]
    assert {row["name"] for row in client.get("/api/shocks").json()} >= {"recession", "cyber_outage"}


def test_an_unknown_name_is_answered_with_the_nearest(client):
    answer = client.get("/api/kpis/ltu_shar")
    assert answer.status_code == 422 and "ltu_share" in answer.json()["error"]["message"]
    answer = client.get("/api/parameters/staffing.fone")
    assert answer.status_code == 422 and "staffing.phone" in answer.json()["error"]["message"]

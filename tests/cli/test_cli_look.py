"""What can be looked up is complete, explained and readable by programs."""

import json
import subprocess
import sys

import pytest
from calling import environment

from pes_sim.kpis.definitions import KPIS
from pes_sim.parameters import REGISTRY


@pytest.mark.parametrize(
    "command, keys",
    [
        ("scenarios", ["name", "kind", "title", "path"]),
        ("parameters", ["path", "value", "unit", "low", "high", "kind", "source", "grade"]),
        ("mechanisms", ["name", "title", "neutral"]),
        ("kpis", ["name", "formula", "unit", "direction", "source"]),
    ],
)
def test_lists_have_exactly_the_keys_of_the_contract(call, command, keys):
    done = call(command, "--json")
    rows = json.loads(done.stdout)
    assert done.exit_code == 0 and done.stderr == ""
    assert rows and all(list(row) == keys for row in rows)


def test_lists_hold_everything_there_is(call):
    assert [row["path"] for row in json.loads(call("parameters", "--json").stdout)] == list(REGISTRY)
    assert [row["name"] for row in json.loads(call("kpis", "--json").stdout)] == list(KPIS)
    kinds = {row["name"]: row["kind"] for row in json.loads(call("scenarios", "--json").stdout)}
    assert kinds.items() >= {"austria": "profile", "more": "option", "crash": "shock"}.items()


@pytest.mark.parametrize("command", ["scenarios", "parameters", "kpis"])
def test_tables_lose_nothing_where_there_is_no_terminal(call, command):
    done = call(command)
    first = json.loads(call(command, "--json").stdout)[0]
    assert done.exit_code == 0 and str(next(iter(first.values()))) in done.stdout


def test_explain_says_who_set_a_value_where_and_what_will_move_it(call):
    done = call("explain", "staffing.caseworkers", "--option", "more")
    assert done.exit_code == 0
    parameter = REGISTRY["staffing.caseworkers"]
    for told in (parameter.unit, parameter.meaning, "lever", "austria.yaml:", "multiplied by 1.5", "over 4 weeks"):
        assert told in done.stdout
    assert "from 2026-03-12" in done.stdout and "more.yaml:4" in done.stdout


def test_explain_in_json_is_one_document(call):
    said = json.loads(call("explain", "staffing.caseworkers", "--option", "more", "--json").stdout)
    assert said["path"] == "staffing.caseworkers" and said["scenario"] == "more"
    assert len(said["set_by"]) == len(said["changes"]) == 1
    assert json.loads(call("explain", "labour.demand_level", "--json").stdout)["set_by"] == []


def test_explain_tells_what_a_project_delivers(call):
    done = call("explain", "channels.portal.usability", "--option", "digital_first")
    assert done.exit_code == 0 and "weeks after new portal (begun from " in done.stdout


def test_check_says_ok_of_every_file_that_comes_with_the_package(call):
    names = [row["name"] for row in json.loads(call("scenarios", "--json").stdout)]
    done = call("check", *names)
    assert done.exit_code == 0 and done.stdout.splitlines() == [f"{name}: ok" for name in names]


def test_check_lists_every_problem_of_every_file(call, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        "kind: option\ntitle: Bad\nchanges:\n"
        "  - {set: staffing.casworkers, to: 3}\n"
        "  - {set: channels.portal.mandate, to: 1.5}\n"
        "  - {set: labour.demand_level, to: 1}\n",
        encoding="utf-8",
    )
    done = call("check", "austria", bad, "nowhere")
    assert done.exit_code == 2 and done.stdout == "austria: ok\n"
    for told in (":4: ", "staffing.caseworkers", ":5: ", "1.5", ":6: ", "lever", "'nowhere'"):
        assert told in done.stderr
    found = json.loads(call("check", "austria", bad, "--json").stdout)
    assert found["austria"] == [] and len(found[str(bad)]) == 3


def test_the_schema_is_one_json_schema(call):
    schema = json.loads(call("schema").stdout)
    assert schema["$schema"].startswith("https://json-schema.org/") and "$defs" in schema


HEAVY = "mesa", "pandas", "matplotlib", "numba", "scipy", "pyarrow", "xarray", "jinja2"


@pytest.mark.parametrize(
    "command", ["--help", "compare --help", "--version", "scenarios", "parameters", "kpis", "schema"]
)
def test_looking_things_up_loads_no_heavy_library(command):
    code = (
        "import sys\nfrom pes_sim.cli import main\n"
        f"sys.argv[1:] = {command.split()!r}\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, env=environment())
    assert done.stdout.endswith("LOADED []\n"), done.stdout[-300:] + done.stderr

"""`pes-sim bench` measures and says on what; it never judges."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from pes_sim.cli import app


def test_bench_gives_the_figures_of_the_contract():
    result = CliRunner().invoke(app, ["bench", "--scale", "2000", "--weeks", "2", "--threads", "1", "--json"])
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    assert figures["registered_jobseeker_weeks_per_second"] > 0
    assert figures["ratio_to_mesa_reference"] > 0
    assert 0 < figures["bytes_per_person"] < 10_000
    assert set(figures["phases"]) >= {"inflow", "needs", "channel choice", "service", "matching", "record"}
    assert figures["seconds_to_first_week_warm"] > 0
    assert figures["machine"]["cores"] >= 1
    assert figures["versions"]["numba"][0].isdigit()


def test_bench_refuses_no_weeks():
    assert CliRunner().invoke(app, ["bench", "--weeks", "0"]).exit_code == 2

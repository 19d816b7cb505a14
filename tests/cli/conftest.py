"""The command line, called in this process."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pes_sim.cli import app

Call = Callable[..., Result]
MORE = """\
kind: option
title: More caseworkers
changes:
  - {at: +10 weeks, set: staffing.caseworkers, to: "+50%", ramp: 4 weeks}
"""
CRASH = """\
kind: shock
title: Half as many posts
changes:
  - {at: +10 weeks, set: labour.demand_level, to: 0.6}
"""


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call the command with arguments, in an empty working folder, with two files of one's own in the catalogue."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "more.yaml").write_text(MORE, encoding="utf-8")
    (mine / "crash.yaml").write_text(CRASH, encoding="utf-8")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.setenv("PES_SIM_SCENARIOS", str(mine))
    monkeypatch.chdir(here)
    runner = CliRunner()
    return lambda *arguments: runner.invoke(app, [str(argument) for argument in arguments])

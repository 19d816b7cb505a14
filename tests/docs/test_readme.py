"""What the README shows works: its files are right, its commands run, its Python runs; all at a tiny size."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from markdown_blocks import ROOT, blocks
from typer.testing import CliRunner

from pes_sim.cli import app

pytestmark = pytest.mark.untraced

PAGE = blocks("README.md")
TINY = {"--scale": "2000", "--years": "2", "--seeds": "2"}
COMMAND = [sys.executable, "-c", "from pes_sim.cli import main; main()"]


def lines(language: str) -> list[str]:
    """Command lines of the blocks in ``language``, without their comments."""
    text = "\n".join(block.text for block in PAGE if block.language == language)
    return [line for line in (raw.partition("#")[0].strip() for raw in text.splitlines()) if line]


def tiny(arguments: list[str]) -> list[str]:
    """The same call at a size that takes seconds, in one process."""
    for name, value in TINY.items():
        if name in arguments:
            arguments[arguments.index(name) + 1] = value
    if arguments[0] == "study":
        arguments += ["--scale", "5000", "--years", "1", "--seeds", "1", "--part", "1/12"]
    return arguments + (["--workers", "1"] if arguments[0] in ("run", "compare", "study") else [])


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder of one's own with the files the README has one write: blocks that begin with ``# NAME``."""
    place = tmp_path_factory.mktemp("reader")
    for block in PAGE:
        if block.language == "yaml" and (name := re.match(r"# (\S+\.yaml)\n", block.text)):
            (place / name[1]).write_text(block.text, encoding="utf-8")
    return place


def call(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": path, "MPLBACKEND": "agg"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600)


@pytest.mark.slow
@pytest.mark.parametrize("line", [line for line in lines("sh") if line.startswith("pes-sim ")])
def test_commands_run(line, folder, monkeypatch):
    monkeypatch.chdir(folder)
    arguments = tiny(shlex.split(line)[1:])
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    if "--out" in arguments:
        assert (folder / arguments[arguments.index("--out") + 1] / "brief.html").stat().st_size > 10_000


def test_the_readers_file_changes_what_the_readme_says(folder):
    done = call([*COMMAND, "explain", "counselling.video_share", "--option", "video.yaml"], folder)
    assert "set to 0.33 over 26 weeks" in done.stdout


@pytest.mark.slow
def test_python_runs(folder):
    for block in (block for block in PAGE if block.language == "python"):
        code = re.sub(r"scale=\d+", "scale=2000", block.text)
        code = re.sub(r"years=\d+", "years=2", re.sub(r"seeds=\d+", "seeds=2", code))
        done = call([sys.executable, "-c", code], folder)
        assert done.returncode == 0, done.stderr
        assert "unemployment_duration_weeks" in done.stdout
        assert (folder / "brief.html").exists()


@pytest.mark.parametrize("line", [line for line in lines("sh") if line.startswith("make ")])
def test_make_targets_exist(line):
    target = shlex.split(line)[1]
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


def test_the_readme_stays_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 200


def test_every_shell_line_is_tested():
    assert all(line.startswith(("pes-sim ", "make ")) for line in lines("sh"))

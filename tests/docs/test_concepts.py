"""The concept pages: each is there with its figure, names what exists, and shows commands that parse; the figures can be made."""

import importlib.util
import re
import shlex
import sys
import xml.etree.ElementTree as ET

import pytest
import typer
from markdown_blocks import ROOT, blocks
from typer.testing import CliRunner

from pes_sim import api
from pes_sim.cli import app, validate
from pes_sim.parameters.mechanisms import MECHANISMS
from pes_sim.runs import experiment_catalogue
from pes_sim.scenario.grammar import ProjectSpec

CONCEPTS = ["automation", "channels", "legacy", "projects", "steering"]
PAGES = {name: f"docs/concepts/{name}.md" for name in CONCEPTS}


def text(name: str) -> str:
    return (ROOT / PAGES[name]).read_text(encoding="utf-8")


def commands(name: str) -> list[str]:
    """The command lines a page shows."""
    shown = [line for block in blocks(PAGES[name]) if block.language == "sh" for line in block.text.splitlines()]
    return [line.partition("#")[0].strip() for line in shown if line.strip()]


def figures():
    """The script that draws them, as a module."""
    spec = importlib.util.spec_from_file_location("concept_figures", ROOT / "examples" / "concept_figures.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["concept_figures"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", CONCEPTS)
def test_every_concept_has_a_page_of_its_length_and_a_figure_that_stands_alone(name):
    assert 50 <= len(text(name).splitlines()) <= 120
    assert f"](../img/{name}.svg)" in text(name)
    picture = ROOT / "docs" / "img" / f"{name}.svg"
    assert picture.stat().st_size < 400_000
    assert ET.parse(picture).getroot().tag.endswith("svg")


@pytest.mark.parametrize("name", CONCEPTS)
def test_a_page_names_only_options_and_experiments_that_exist(name):
    files = {path.stem for kind in ("options", "shocks", "cases") for path in (ROOT / "scenarios" / kind).iterdir()}
    known = {*files, *experiment_catalogue.paths(), *MECHANISMS, *ProjectSpec.model_fields, "until"}
    said = set(re.findall(r"`([a-z][a-z_]+)`", text(name)))
    assert said <= known, said - known


@pytest.mark.parametrize("line", sorted({line for name in CONCEPTS for line in commands(name)}))
def test_every_command_shown_is_understood(line, monkeypatch, tmp_path):
    def reached(*_args, **_kwargs):
        """The call was understood; nothing is simulated."""
        raise typer.Exit(0)

    monkeypatch.chdir(tmp_path)
    for module, verb in ((api, "run"), (api, "compare"), (validate, "_measure")):
        monkeypatch.setattr(module, verb, reached)
    program, *arguments = shlex.split(line)
    assert program == "pes-sim"
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output


def test_the_script_draws_every_figure_the_pages_show():
    assert set(CONCEPTS) <= set(figures().FIGURES) == set(figures().SIZES)


@pytest.mark.slow
@pytest.mark.untraced
def test_figures_of_worlds_can_be_made_at_a_tiny_size(tmp_path):
    names = [name for name in CONCEPTS if name != "projects"]
    figures().main(only=names, scale=8000, years=3, seeds=1, workers=1, out=tmp_path)
    assert sorted(path.stem for path in tmp_path.iterdir()) == names
    assert all(ET.parse(path).getroot().tag.endswith("svg") for path in tmp_path.iterdir())


@pytest.mark.untraced
@pytest.mark.parametrize("name", ["projects"])
def test_a_figure_can_be_made_and_comes_out_the_same(name, tmp_path):
    script = figures()
    for folder in ("one", "two"):
        script.main(only=[name], seeds=1, workers=1, out=tmp_path / folder)
    one, two = ((tmp_path / folder / f"{name}.svg").read_bytes() for folder in ("one", "two"))
    assert one == two and ET.fromstring(one.decode()).tag.endswith("svg")

"""The notebook's cells and the model for Mesa's browser interface run as they are."""

import importlib.util
import json
import sys

import matplotlib.pyplot as plt
import pytest
from markdown_blocks import ROOT

EXAMPLES = ROOT / "examples"


@pytest.fixture(scope="module")
def solara_app():
    """The example as a module, as it is where Solara is not installed."""
    spec = importlib.util.spec_from_file_location("solara_app", EXAMPLES / "solara_app.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["solara_app"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.ipynb")), ids=lambda path: path.name)
def test_the_cells_of_a_notebook_run_in_order(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    names = {"__name__": "__main__"}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), f"{path.name}:{cell['id']}", "exec"), names)
    plt.close("all")


def test_the_model_steps_and_its_measures_are_collected(solara_app):
    model = solara_app.Service(scale=4000, years=1, phone_agents=400)
    for _ in range(3):
        model.step()
    table = model.datacollector.get_model_vars_dataframe()
    assert list(table.columns) == list(solara_app.MEASURES)
    assert len(table) == 3 and table.notna().all(axis=None)
    assert model.values["staffing.phone"] == 400


def test_mesas_interface_is_given_parameters_the_model_takes(solara_app):
    model = solara_app.Service(**{name: each["value"] for name, each in solara_app.MODEL_PARAMS.items()}, scale=4000)
    assert model.week == 0
    for name, each in solara_app.MODEL_PARAMS.items():
        assert each["min"] <= each["value"] <= each["max"], name

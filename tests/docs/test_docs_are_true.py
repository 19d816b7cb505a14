"""The documentation says what the code does: generated pages are fresh, and names it mentions exist."""

import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from pes_sim.kpis.definitions import KPIS
from pes_sim.model import PESModel
from pes_sim.parameters import REGISTRY
from pes_sim.report import catalogue

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
FAMILIES = {path.partition(".")[0] for path in REGISTRY}
CONCEPTS = sorted(f"docs/concepts/{path.name}" for path in (DOCS / "concepts").glob("*.md"))
PAGES = [
    "docs/odd.md", "docs/analysis.md", "docs/scenarios.md", "docs/studies.md", "docs/validation.md", "README.md",
    *CONCEPTS,
]  # fmt: skip
DOTTED = re.compile(r"(?<![\w./])([a-z_]+(?:\.(?:[a-z_]+|NAME))+)(?![\w/]|\.[a-z])")
REMEDY = "run `python -m pes_sim.report.catalogue`"


def names(page: str) -> set[str]:
    """Dotted names in ``page`` that begin like a parameter or a KPI."""
    found = set(DOTTED.findall((ROOT / page).read_text(encoding="utf-8")))
    return {
        name for name in found if name.partition(".")[0] in FAMILIES | {"kpi"} and not name.endswith((".py", ".md"))
    }


def declared(name: str) -> bool:
    if name.startswith("kpi."):
        return name.removeprefix("kpi.") in KPIS or name == "kpi.NAME"
    pattern = name.replace("NAME", "*")
    return any(fnmatchcase(path, pattern) for path in REGISTRY)


@pytest.mark.parametrize(
    ("page", "generated"),
    [
        ("parameters.md", catalogue.parameters_markdown),
        ("mechanisms.md", catalogue.mechanisms_markdown),
        ("kpis.md", catalogue.kpis_markdown),
        ("state.md", catalogue.state_markdown),
        ("profiles.md", lambda: f"{catalogue._NOTE}\n\n{catalogue.profiles_markdown()}"),
    ],
)
def test_generated_pages_are_fresh(page, generated):
    assert (DOCS / page).read_text(encoding="utf-8") == generated(), REMEDY


def test_phases_in_the_odd_document_are_the_models():
    text = (DOCS / "odd.md").read_text(encoding="utf-8")
    assert catalogue.with_phases(text) == text, REMEDY
    listed = text.partition(catalogue.PHASES_BEGIN)[2].partition(catalogue.PHASES_END)[0]
    assert re.findall(r"^\| \d+ \| ([^|]+) \|", listed, re.M) == PESModel.plan()


@pytest.mark.parametrize("page", PAGES)
def test_parameters_and_kpis_that_a_page_names_exist(page):
    unknown = sorted(
        name for name in names(page) if not declared(name) and not (page == "docs/scenarios.md" and name in FAULTY)
    )
    assert not unknown


FAULTY = {"channels.vidio.open", "kpi.unmet_need"}
"""Mistakes that docs/scenarios.md shows on purpose."""


def test_a_name_that_is_not_declared_would_be_found():
    assert DOTTED.findall("the pull of `choice.habits` and channels.NAME.open, kpi.x > 1") == [
        "choice.habits",
        "channels.NAME.open",
        "kpi.x",
    ]
    assert not declared("choice.habits") and declared("channels.NAME.open") and not declared("kpi.x")


def test_every_parameter_has_its_place_in_the_odd_document():
    said = [name.replace("NAME", "*") for name in names("docs/odd.md")]
    missing = [path for path in REGISTRY if not any(fnmatchcase(path, pattern) for pattern in said)]
    assert not missing, "say in docs/odd.md where these act"


@pytest.mark.parametrize("page", [*PAGES, "CHANGELOG.md", "CONTRIBUTING.md", "results/README.md"])
def test_links_to_files_lead_somewhere(page):
    place = (ROOT / page).parent
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", (ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if not (place / link).exists()] == []

"""Every study shown in docs/studies.md is one that the simulator takes."""

import pytest
from markdown_blocks import Block, blocks

from pes_sim.studies.study import Study

FILES = [block for block in blocks("docs/studies.md") if block.language == "yaml"]


@pytest.mark.parametrize("block", FILES, ids=lambda block: f"line {block.line}")
def test_shown_studies_are_right(block: Block, tmp_path):
    file = tmp_path / "shown.yaml"
    file.write_text(block.text, encoding="utf-8")
    assert len(Study.open(file, tmp_path / "store").design) > 0


def test_the_first_study_has_as_many_runs_as_the_page_says(tmp_path):
    file = tmp_path / "shown.yaml"
    file.write_text(FILES[0].text, encoding="utf-8")
    assert len(Study.open(file, tmp_path / "store").design) == 16_000

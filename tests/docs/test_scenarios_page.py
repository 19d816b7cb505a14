"""Every file shown in docs/scenarios.md is one that the simulator takes, or refuses as the page says."""

import pytest
from markdown_blocks import Block, blocks

from pes_sim.scenario.loading import check

PAGE = blocks("docs/scenarios.md")
FILES = [block for block in PAGE if block.language == "yaml"]
RIGHT = [block for block in FILES if not block.word]


def test_the_page_shows_files_and_a_faulty_one():
    assert len(RIGHT) >= 6
    assert [block.word for block in FILES if block.word] == ["faulty"]


@pytest.mark.parametrize("block", RIGHT, ids=lambda block: f"line {block.line}")
def test_shown_files_are_right(block: Block, tmp_path):
    file = tmp_path / "shown.yaml"
    file.write_text(block.text, encoding="utf-8")
    assert check(file) == []
    if "extends:" not in block.text:
        assert check(file, "austria") == []


def test_errors_are_told_as_shown(tmp_path, monkeypatch):
    faulty = next(block for block in FILES if block.word)
    told = next(block for block in PAGE if block.language == "text")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "video.yaml").write_text(faulty.text, encoding="utf-8")
    assert [str(problem) for problem in check("video.yaml", "austria")] == told.text.splitlines()

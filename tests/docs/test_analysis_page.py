"""What docs/analysis.md shows runs, from top to bottom."""

from markdown_blocks import blocks


def test_the_examples_run_one_after_the_other(capsys):
    shared: dict[str, object] = {}
    for block in blocks("docs/analysis.md"):
        if block.language == "python" and not block.word:
            exec(compile(block.text, f"docs/analysis.md:{block.line}", "exec"), shared)
    found = shared["found"]
    assert 0 < found.failing < 1
    assert set(found.boxes[0].limits) == {"choice.habit"}
    assert "choice.habit" in capsys.readouterr().out

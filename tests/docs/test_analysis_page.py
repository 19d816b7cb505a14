"""What docs/analysis.md shows runs, from top to bottom."""

from markdown_blocks import ROOT, blocks

from pes_sim.runs.calibration_reading import read_calibration


def test_the_examples_run_one_after_the_other(capsys):
    shared: dict[str, object] = {}
    for block in blocks("docs/analysis.md"):
        if block.language == "python" and not block.word:
            exec(compile(block.text, f"docs/analysis.md:{block.line}", "exec"), shared)
    found = shared["found"]
    assert 0 < found.failing < 1
    assert set(found.boxes[0].limits) == {"choice.habit"}
    assert "choice.habit" in capsys.readouterr().out


def test_the_calibration_shown_is_one(tmp_path):
    shown = next(b for b in blocks("docs/analysis.md") if b.language == "yaml" and "kind: calibration" in b.text)
    register = ROOT / "experiments" / "calibration" / "register_austria.yaml"
    (tmp_path / "shown.yaml").write_text(shown.text.replace(register.name, str(register)), encoding="utf-8")
    found = read_calibration(tmp_path / "shown.yaml")
    assert found.training() == ["register_austria.exits", "register_austria.to_91"]

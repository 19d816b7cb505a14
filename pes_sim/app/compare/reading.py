"""Questions about a comparison that is done: curves, winners, ranking, what would turn it, files to keep."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pes_sim.analysis.comparison import Comparison
from pes_sim.analysis.trajectory import Curve
from pes_sim.app.compare.printing import pdf
from pes_sim.app.compare.turning import turning
from pes_sim.app.compare.work import KEPT
from pes_sim.app.disk import write_whole
from pes_sim.app.document import plain, rounded
from pes_sim.app.errors import AppError
from pes_sim.kpis.unknown import UnknownSegment
from pes_sim.report.brief import render_brief
from pes_sim.scenario.writing import scenario_text

MOST_HELD = 2
_held: OrderedDict[Path, Comparison] = OrderedDict()


def held(place: Path) -> Comparison:
    """The comparison in ``place``; those asked last are kept in memory. Raises AppError."""
    if place not in _held:
        try:
            _held[place] = pickle.loads((place / KEPT).read_bytes())
        except OSError:
            raise AppError("not_found", "this comparison is no longer kept") from None
    _held.move_to_end(place)
    while len(_held) > MOST_HELD:
        _held.popitem(last=False)
    return _held[place]


def curves(place: Path, kpi: str) -> dict[str, Any]:
    """Levels and paired differences of ``kpi`` over time."""
    comparison = held(place)
    found = comparison.trajectories(kpi)
    return {
        "kpi": kpi, "unit": comparison.kpis[kpi].unit, "window": found.window, "dates": plain(found.dates),
        "levels": _lines(found.levels), "differences": _lines(found.differences),
    }  # fmt: skip


def _lines(lines: Mapping[str, Curve]) -> dict[str, Any]:
    return {
        name: {"middle": rounded(c.middle), "low": rounded(c.low), "high": rounded(c.high)} for name, c in lines.items()
    }


def winners(place: Path, by: str) -> list[Any]:
    """Who gains and who loses, by groups of ``by``."""
    try:
        return list(plain(held(place).winners_and_losers(by).to_dict("records")))
    except UnknownSegment as error:
        raise AppError("invalid", str(error)) from None


def ranked(place: Path, weights: dict[str, float]) -> list[Any]:
    """The ranking by ``weights``."""
    return list(plain(held(place).rank(weights or None).to_dict("records")))


def turned(place: Path, weights: dict[str, float]) -> dict[str, Any]:
    """What would turn the ranking."""
    return dict(plain(turning(held(place), weights)))


def file(place: Path, name: str) -> tuple[bytes, str]:
    """A download, made when it is first asked for, and its media type. Raises AppError."""
    if name.startswith("scenarios/"):
        return _scenario(place, name.removeprefix("scenarios/").removesuffix(".yaml")), "application/yaml"
    if name not in _FILES:
        raise AppError("not_found", f"there is no file {name[:60]!r}; there are {', '.join(_FILES)}")
    make, kind = _FILES[name]
    path = place / name
    if not path.is_file():
        make(held(place), path)
    return path.read_bytes(), kind


def _scenario(place: Path, name: str) -> bytes:
    comparison = held(place)
    for result in (comparison.baseline, *comparison.options):
        if result.scenario.name == name:
            return scenario_text(result.scenario).encode()  # type: ignore[arg-type]
    raise AppError("not_found", f"no scenario {name[:60]!r} was compared")


def _pdf(comparison: Comparison, path: Path) -> None:
    write_whole(path, pdf(render_brief(comparison)))


def _csv(comparison: Comparison, path: Path) -> None:
    import pandas as pd

    results = (comparison.baseline, *comparison.options)
    frame = pd.concat([result.frame(segments=["all"]) for result in results]).drop(columns="segment")
    write_whole(path, frame.to_csv(index=False).encode())


_FILES: dict[str, tuple[Callable[[Comparison, Path], object], str]] = {
    "brief.html": (lambda comparison, path: comparison.report(path), "text/html; charset=utf-8"),
    "brief.pdf": (_pdf, "application/pdf"),
    "comparison.csv": (
        lambda comparison, path: write_whole(path, comparison.frame().to_csv(index=False).encode()),
        "text/csv; charset=utf-8",
    ),
    "kpis.csv": (_csv, "text/csv; charset=utf-8"),
    "kpis.parquet": (lambda comparison, path: comparison._write_kpis(path), "application/vnd.apache.parquet"),
}

READERS: dict[str, Callable[..., Any]] = {
    "curves": curves, "winners": winners, "rank": ranked, "turn": turned, "file": file,
}  # fmt: skip

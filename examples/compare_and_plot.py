"""Compare options with Austria as it is, print what differs clearly, and draw it.

    python examples/compare_and_plot.py --scale 2000 --years 2 --seeds 2      # a quick look
    python examples/compare_and_plot.py --scale 100 --years 8 --seeds 6 --out docs/img/austria.svg

The second command made the picture in README.md. It stands on the package's own figures.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import typer

import pes_sim as pes
from pes_sim.report.figures import differences_svg
from pes_sim.report.palette import variables
from pes_sim.report.values import unit_of

OPTIONS = ["automation", "digital_first", "legacy_retirement"]
SHOWN = ["contact_minutes_per_client", "client_satisfaction", "cost_per_client", "staff_strain"]
WIDTH, HEIGHT, HEAD, FOOT = 432, 234, 44, 28


def main(
    scale: int = 100, years: int = 8, seeds: int = 6, workers: int = 2, out: Path = Path("results/comparison.svg")
) -> None:
    base = pes.load("austria").sized(scale=scale, years=years)
    comparison = pes.compare(base, OPTIONS, seeds=seeds, workers=workers)

    table = comparison.frame()
    clear = table[table["kpi"].isin(comparison.headline) & table["verdict"].isin(["better", "worse"])]
    print(clear[["kpi", "option", "baseline", "difference", "ci_low", "ci_high", "verdict"]].to_string(index=False))
    print(comparison.winners_and_losers(by="digital_skill").to_string(index=False))

    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(picture(comparison, SHOWN), encoding="utf-8")
    print(f"wrote {out}")


def picture(comparison: pes.Comparison, kpis: Sequence[str]) -> str:
    """The difference of every option to the baseline over time, two KPIs a row: one SVG that stands alone."""
    rows = (len(kpis) + 1) // 2
    parts = []
    for place, name in enumerate(kpis):
        kpi = comparison.kpis[name]
        x, y = WIDTH * (place % 2), HEAD + HEIGHT * (place // 2)
        drawn = differences_svg(kpi, comparison.trajectories(name), changes={})
        inner = drawn.replace("<svg ", f'<svg x="{x}" y="{y + 36}" width="{WIDTH}" height="{HEIGHT - 40}" ', 1)
        words = f"{unit_of(kpi.unit).change}, {kpi.direction} is better"
        parts += [
            f'<text x="{x + 14}" y="{y + 14}" font-size="13" font-weight="bold" fill="var(--ink)">{kpi.title}</text>',
            f'<text x="{x + 14}" y="{y + 29}" font-size="11" fill="var(--muted)">{words}</text>',
            inner,
        ]
    base = comparison.baseline
    made = f"Austria, {base.scenario.years} years, {len(base.seeds)} paired seeds, 1 simulated person for "
    made += f"{base.scenario.scale}. Bands: 95 % interval over seeds (luck only)."
    width, height = 2 * WIDTH, HEAD + HEIGHT * rows + FOOT
    svg = "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="Arial, sans-serif">',
            '<rect width="100%" height="100%" fill="var(--page)"/>',
            '<text x="14" y="26" font-size="16" font-weight="bold" fill="var(--ink)">'
            "Three options against the service as it is today: difference over time</text>",
            *parts,
            f'<text x="14" y="{height - 10}" font-size="11" fill="var(--muted)">{made}</text>',
            "</svg>\n",
        ]
    )
    svg = re.sub(r"(\.\d\d)\d+", r"\1", svg)  # a hundredth of a point is enough
    return re.sub(r"var\(--([\w-]+)\)", lambda found: variables(dark=False)[found[1]], svg)


if __name__ == "__main__":
    typer.run(main)

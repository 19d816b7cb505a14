"""Delivery of projects: cost, time, tails, cancelling, the dip at go-live."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

DELIVERY = (
    P("delivery.cost_median", 1.03, "ratio", 1.0, 1.15, "uncertainty", "Budzier & Flyvbjerg 2013: typical project has no cost overrun", "A", "Median realised over planned cost, without the tail", least=0.1),
    P("delivery.cost_spread", 0.12, "log", 0.05, 0.2, "uncertainty", "body of the same distribution: assumption", "D", "Spread of the cost ratio's body"),
    P("delivery.tail_share", 0.12, "share", 0.06, 0.25, "uncertainty", "18 % beyond +25 % (1,355 public projects); this is the share at one year's length", "A", "Chance of a tail outcome for a one-year project", most=1),
    P("delivery.tail_share_year", 0.042, "1/year", 0.02, 0.15, "uncertainty", "+4.2 points of cost risk for each extra year", "A", "More tail risk for each year of planned length", most=1),
    P("delivery.tail_increment", 0.5, "factor", 0.25, 1.0, "uncertainty", "increments of a year or less cut failure by 2-4 (judgement on Standish)", "C", "Tail risk when increments are twelve weeks or less, against one big release", most=1),
    P("delivery.short_weeks", 12.0, "weeks", 4.0, 26.0, "constant", "a quarter's release", "D", "Increment at or below which the tail risk is least", least=1),
    P("delivery.tail_from", 1.25, "ratio", 1.25, 1.5, "constant", "outliers begin at +25 % (Budzier & Flyvbjerg 2013)", "A", "Cost ratio at which the tail begins", least=1),
    P("delivery.tail_alpha", 1.4, "exponent", 1.0, 2.0, "uncertainty", "Pareto from threshold 1.5 and tail mean 5.47 (Flyvbjerg et al. 2022)", "A", "Exponent of the cost tail", least=0.5),
    P("delivery.tail_cap", 10.0, "ratio", 5.0, 20.0, "constant", "truncation: larger ones are cancelled", "D", "Largest cost ratio drawn", least=1.5),
    P("delivery.coupling_risk", 0.02, "share", 0.0, 0.05, "uncertainty", "assumption", "D", "More tail risk for each coupling of a system that is replaced", most=1),
    P("delivery.schedule_median", 1.24, "ratio", 1.1, 1.5, "uncertainty", "+24 % time (1,355 public projects)", "A", "Median realised over planned time", least=0.1),
    P("delivery.schedule_spread", 0.2, "log", 0.1, 0.4, "uncertainty", "assumption", "D", "Spread of the time ratio"),
    P("delivery.cancel_ratio", 2.5, "ratio", 1.5, 4.0, "lever", "NAV stopped 2013, ROBASO 2017, WIA 2008; the rule is an assumption", "D", "Spend over plan at which a project is stopped", least=1),
    P("delivery.dip_weeks", 12.0, "weeks", 4.0, 26.0, "uncertainty", "productivity dip after go-live is not measured: assumption", "D", "Weeks of lower productivity after go-live"),
    P("delivery.dip_size", 0.06, "share", 0.02, 0.15, "uncertainty", "AMANDA (DK): large productivity drop [recalled]", "D", "Staff time lost at go-live, with untrained staff", most=1),
    P("delivery.parallel_share", 1.0, "ratio", 0.5, 1.0, "uncertainty", "A2LL and ALLEGRO ran side by side for years", "B", "Run cost of the old system while the new one runs in", most=2),
)

"""Money: what things cost, and what is to be spent."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

MONEY = (
    P("money.it_change_base", 18.0, "million EUR/year", 10.0, 30.0, "lever", "UWV about EUR 50 m budgeted for projects and law of about 250 m IT; 75 % run (GAO-16-468)", "C", "Standing spend on small and legal changes, besides projects", most=10_000),
    P("money.it_envelope", 1.0, "factor", 0.7, 1.5, "lever", "UWV: about 300 (2016) to 250 (2019) million a year", "B", "IT envelope of a year, against what IT cost when the world began", most=100),
    P("money.it_growth", 0.03, "1/year", 0.0, 0.06, "uncertainty", "set by hand: with it the run share of a landscape nobody renews drifts by one to two points a year, as spend on development fell by nine points in seven years (GAO-16-468)", "D", "Real growth of the IT envelope a year", least=-0.2, most=0.5),
    P("money.legal_share", 0.6, "share", 0.3, 0.8, "uncertainty", "UWV: about EUR 100 m a year needed for projects and law; the split is an assumption", "D", "Share of standing change that the law asks for and that comes before projects", most=1),
    P("money.soft_budget", 0.25, "share", 0.0, 0.75, "uncertainty", "soft budget constraints (Kornai 1979); the size is an assumption", "D", "Share of what the IT envelope cannot pay that is paid all the same", most=1),
    P("money.carry_over", 0.0, "share", 0.0, 1.0, "lever", "annual budgets: what is not spent lapses", "C", "Share of unspent IT money kept over the end of the year", most=1),
    P("money.pooling", 0.0, "share", 0.0, 1.0, "lever", "annual budgets by heading: silos; a lump-sum budget is the other end", "C", "How far pay of empty posts may fund IT, and unspent IT money temporary staff", most=1),
    P("money.saving_target", 0.0, "share", 0.0, 0.3, "lever", "savings are often taken from budgets before they are made (Universal Credit, PROASK)", "C", "Share of the pay of counters, phones and back offices taken from the plan in advance", most=1),
    P("money.programme_grant", 1.0, "ratio", 0.0, 1.0, "lever", "programmes are granted money of their own when they are approved; overruns are not", "D", "Share of a programme's planned cost that comes on top of the envelope", most=2),
    P("money.staff_cost", 78_000.0, "EUR/FTE/year", 65_000.0, 90_000.0, "constant", "BA: EUR 5.58 bn over about 101,000 FTE 2024 is 55,000; Austria higher: assumption", "D", "Cost of a full-time post with overhead"),
    P("money.benefit_day", 25.1, "EUR/day", 22.0, 45.0, "constant", "Austrian trial: EUR 11,390 over 453 benefit days", "A", "Benefit paid a day of registered unemployment"),
    P("money.measure_week", 150.0, "EUR/week", 80.0, 250.0, "constant", "ALMP spend 0.68 % of GDP (JAF 2023); the unit cost is an assumption", "D", "Cost of a week in a measure"),
    P("money.work_return", 420.0, "EUR/week", 300.0, 550.0, "constant", "assumption: taxes and contributions on a median wage", "D", "Public revenue forgone for each week a person is registered instead of in work"),
)

"""Money: what things cost, and what is to be spent."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

MONEY = (
    P("money.it_change_base", 18.0, "million EUR/year", 10.0, 30.0, "lever", "UWV about EUR 50 m budgeted for projects and law of about 250 m IT; 75 % run (GAO-16-468)", "C", "Standing spend on small and legal changes, besides projects", most=10_000),
    P("money.staff_cost", 78_000.0, "EUR/FTE/year", 65_000.0, 90_000.0, "constant", "BA: EUR 5.58 bn over about 101,000 FTE 2024 is 55,000; Austria higher: assumption", "D", "Cost of a full-time post with overhead"),
    P("money.benefit_day", 25.1, "EUR/day", 22.0, 45.0, "constant", "Austrian trial: EUR 11,390 over 453 benefit days", "A", "Benefit paid a day of registered unemployment"),
    P("money.measure_week", 150.0, "EUR/week", 80.0, 250.0, "constant", "ALMP spend 0.68 % of GDP (JAF 2023); the unit cost is an assumption", "D", "Cost of a week in a measure"),
    P("money.work_return", 420.0, "EUR/week", 300.0, 550.0, "constant", "assumption: taxes and contributions on a median wage", "D", "Public revenue forgone for each week a person is registered instead of in work"),
)

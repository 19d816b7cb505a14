"""Names as a reader meets them: options, groups, outcomes, verdicts."""

from __future__ import annotations

from collections.abc import Mapping

GROUPS: Mapping[str, str] = {
    "all": "Everybody",
    "sex:women": "Women",
    "sex:men": "Men",
    "age:under_25": "Under 25",
    "age:25_44": "25 to 44",
    "age:45_54": "45 to 54",
    "age:55_plus": "55 and over",
    "education:low": "Low education",
    "education:middle": "Middle education",
    "education:high": "High education",
    "digital_skill:low": "Low digital skill",
    "digital_skill:basic": "Basic digital skill",
    "digital_skill:above_basic": "Higher digital skill",
    "area:city": "City",
    "area:town": "Town",
    "area:rural": "Rural",
}

OUTCOMES: Mapping[str, str] = {
    "weeks_unemployed": "Weeks registered unemployed",
    "unmet_needs": "Needs given up",
    "client_hours": "Hours spent on dealing with the service",
}

SYMBOLS: Mapping[str, tuple[str, str]] = {
    "better": ("\N{CHECK MARK}", "better"),
    "worse": ("\N{BALLOT X}", "worse"),
    "higher": ("\N{NORTH EAST ARROW}", "higher"),
    "lower": ("\N{SOUTH EAST ARROW}", "lower"),
    "unclear": ("\N{WHITE CIRCLE}", "no clear difference"),
    "same": ("=", "the same"),
    "undefined": ("\N{MIDDLE DOT}", "not defined"),
}
"""Verdict to a sign and words: colour never says it alone."""

GRADES: Mapping[str, str] = {
    "A": "randomised trial or audited figure",
    "B": "observational study",
    "C": "reported by an organisation",
    "D": "assumption",
}


def option_label(name: str) -> str:
    """ "digital_first" as "Digital first"."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def lower_first(text: str) -> str:
    """``text`` for use inside a sentence; abbreviations keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def listed(items: list[str], last: str = "and") -> str:
    """ "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""

"""What axe finds against WCAG 2.1 AA on a page as it stands."""

from __future__ import annotations

from typing import Any

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


def violations(page: Any) -> list[str]:
    """One line a rule that is broken: what, where."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]})
    return [
        f"{rule['id']}: {rule['help']}: {'; '.join(node['html'][:160] for node in rule['nodes'][:3])}"
        for rule in found.response["violations"]
    ]

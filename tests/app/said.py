"""Every sentence the source can say to a reader of the app, as a shape: {1}, {2} .. where something is filled in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pes_sim

ROOT = Path(pes_sim.__file__).parent
SPEAKERS = {"AppError": (1,), "Fault": (0, 1), "Problem": (2, 3), "CallError": (0,), "problem": (1, 2), "_no": (0,)}
"""Calls that say something to a reader, and which of their arguments do."""
NAMED = ("message", "expected")
UNSAID = ("app/serve.py", "app/bench.py", "scenario/overrides.py", "scenario/ablation.py", "scenario/writing.py")
"""What only the command line says, or nobody."""
WHOLE = {
    "report/answer.py": ("overall_answer", "_in_a_line", "_ranking_sentence", "_change", "losers"),
    "app/guide/work.py": ("_direction",), "app/guide/questions.py": ("settings",), "app/security.py": ("_refusal",),
    "app/flights/pilot.py": ("_alerts",), "app/rooms/search.py": ("_candidates",), "app/rooms/debrief.py": ("_flown",),
    "parameters/declaration.py": ("problem",), "scenario/problems.py": ("between", "quoted"),
    "scenario/diagnosis.py": ("_named",),
}  # fmt: skip
"""Functions every text of which is said, by module."""
MODULES = sorted(
    {*ROOT.glob("app/**/*.py"), *ROOT.glob("scenario/*.py"), *ROOT.glob("live/*.py"), *(ROOT / each for each in WHOLE)}
    | {ROOT / "runs" / "trace" / "finding.py", ROOT / "runs" / "trace" / "watching.py"}
)
MODULES = [path for path in MODULES if str(path.relative_to(ROOT)) not in UNSAID]


def shapes(node: ast.expr | None, near: ast.AST) -> Iterator[str]:
    """What ``node`` may come to: its texts, whichever way it is put together; names are followed within ``near``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield joined(node)
    elif isinstance(node, ast.IfExp):
        yield from (*shapes(node.body, near), *shapes(node.orelse, near))
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from shapes(value, near)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from (*shapes(node.left, near), *shapes(node.right, near))
    elif isinstance(node, ast.Name):
        for each in ast.walk(near):
            if isinstance(each, ast.Assign) and any(isinstance(t, ast.Name) and t.id == node.id for t in each.targets):
                yield from shapes(each.value, ast.Module([], []))


def joined(node: ast.JoinedStr) -> str:
    """An f-string with numbers for what it fills in."""
    text, places = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        else:
            places += 1
            text += f"{{{places}}}"
    return text


def inside(function: ast.AST) -> Iterator[str]:
    """Every text of a function."""
    parts = {id(part) for each in ast.walk(function) if isinstance(each, ast.JoinedStr) for part in each.values}
    for each in ast.walk(function):
        if isinstance(each, ast.JoinedStr):
            yield joined(each)
            parts |= {id(c) for value in each.values for c in ast.walk(value) if isinstance(c, ast.JoinedStr)}
        elif (
            isinstance(each, ast.Constant)
            and isinstance(each.value, str)
            and " " in each.value
            and id(each) not in parts
        ):
            yield each.value


def said_by(path: Path) -> Iterator[str]:
    """What the module at ``path`` says."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    whole = WHOLE.get(str(path.relative_to(ROOT)), ())
    for function in [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]:
        if function.name in whole:
            body = function.body[1:] if ast.get_docstring(function) else function.body
            yield from inside(ast.Module(body, []))
        for call in [n for n in ast.walk(function) if isinstance(n, ast.Call)]:
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            for place in SPEAKERS.get(name, ()):
                if place < len(call.args):
                    yield from shapes(call.args[place], function)
            for keyword in call.keywords if name in SPEAKERS else ():
                if keyword.arg in NAMED:
                    yield from shapes(keyword.value, function)
    for call in [n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "Field"]:
        for keyword in call.keywords:  # told as what is expected where a key is missing
            if keyword.arg == "description" and path.parent.name == "scenario":
                yield from shapes(keyword.value, tree)


def is_prose(text: str) -> bool:
    """Whether ``text`` has words of its own to translate."""
    return bool(re.search(r"[A-Za-z]{2,} +[A-Za-z{]|[}] +[A-Za-z]{2,}|^[a-z]{3,}[.]?$", re.sub(r"`[^`]*`", "", text)))


def everything() -> dict[str, str]:
    """Every sentence with the module that says it."""
    return {text: str(path.relative_to(ROOT)) for path in MODULES for text in said_by(path) if text and is_prose(text)}

"""Texts for people stand where they are said: a text that comes through a variable is in no catalog."""

import ast
from collections.abc import Iterator
from pathlib import Path

DIALOGS = Path(__file__).parents[2] / "dialogs"
SAYS = {"say": 1, "label": 1, "count": 2}
"""Methods of a talk or of words, and how many texts each takes first."""
OF = {"talk", "words", "t"}
"""What these are called; `count` of anything else counts something else."""
HAND_ON = {DIALOGS / "text.py", DIALOGS / "talk.py"}
"""Here they are defined, and hand on what they are given."""


def unextracted(code: str) -> Iterator[int]:
    """The lines of calls whose text is no literal."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        of = node.func.value
        name = of.attr if isinstance(of, ast.Attribute) else getattr(of, "id", "")
        if node.func.attr in SAYS and name in OF:
            given = node.args[: SAYS[node.func.attr]]
            literal = [isinstance(one, ast.Constant) and isinstance(one.value, str) for one in given]
            if len(literal) < SAYS[node.func.attr] or not all(literal):
                yield node.lineno


def test_every_text_is_a_literal_where_it_is_said() -> None:
    found = {}
    for path in sorted(DIALOGS.rglob("*.py")):
        if path not in HAND_ON:
            lines = list(unextracted(path.read_text("utf-8")))
            if lines:
                found[str(path.relative_to(DIALOGS))] = lines
    assert found == {}


def test_texts_through_variables_are_found() -> None:
    code = """
one, many = "{n} place", "{n} places"
talk.count(one, many, 3)
talk.say(one)
talk.label(f"{one}")
talk.words.say(one)
talk.count("{n} place", many, 3)
t.say(*texts)
talk.say()
signups.count(tx, lab)
one.count(many)
talk.say("Whole.", title=one)
talk.count("{n} place", "{n} places", 3)
"""
    assert list(unextracted(code)) == [3, 4, 5, 6, 7, 8, 9]

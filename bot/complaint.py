"""Says what is wrong with the configuration, in one sentence that somebody who sets it up understands.

It must not know where a value came from, and shows no secret.
"""

import difflib
import json
from collections.abc import Iterable, Mapping

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from bot.log import hide_tokens

SECRET_KEYS = ("token", "storage.url", "webhook.secret")
"""Their values are shown to nobody."""
LONGEST = 60
"""Characters of a wrong value that are shown."""


def complaint(error: ValidationError, keys: Mapping[str, FieldInfo]) -> str:
    """What is wrong first, in words; `keys` are those there are, as they are written."""
    first = error.errors(include_url=False)[0]
    place = [str(part) for part in first["loc"]]
    for length in (1, 2):
        key = ".".join(place[:length])
        if key in keys:
            wanted = f"{key} {keys[key].description}"
            return hide_tokens(wanted if key in SECRET_KEYS else f"{wanted}, not {_shown(first['input'])}")
    name = ".".join(place)
    if first["type"] == "extra_forbidden":
        return hide_tokens(f"{name} is no key of the configuration{closest(name, keys)}")
    if first["type"] == "value_error":
        return hide_tokens(str(first["ctx"]["error"]))
    return hide_tokens(f"{name} must be a table, written [{name}]")


def closest(name: str, names: Iterable[str], prefix: str = "") -> str:
    """The end of a complaint: which of the names is like this one, or "". All may begin with `prefix`."""
    known = {each.upper().removeprefix(prefix): each for each in names}
    found = difflib.get_close_matches(name.upper().removeprefix(prefix), known, n=1, cutoff=0.7)
    return f"; did you mean {known[found[0]]}?" if found else ""


def _shown(value: object) -> str:
    text = hide_tokens(json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

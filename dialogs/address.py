"""Addresses: patterns like `lab/{lab}/sign-up/{party}`, typed parameters, at most 64 bytes.

Callback data comes from outside: what does not parse is no address.
"""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin

LONGEST = 63
"""Telegram takes 64 bytes of callback data; one is kept for the mark of messages that stay as they are."""
LARGEST = 2**31 - 1
"""The largest number a row can have."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a parameter may look like, and how many bytes it takes at most."""

    pattern: str
    longest: int


Code = Annotated[str, Shape(r"[0-9A-Za-z]{8,12}", 12)]
"""The code of a link."""
Tongue = Annotated[str, Shape(r"[a-z]{2,3}(?:_[A-Za-z]{2,4})?", 8)]
"""A language."""
Slug = Annotated[str, Shape(r"[A-Za-z0-9_:-]{1,20}", 20)]
"""A short key: a topic, a choice, a language among the choices."""
Then = Annotated[str, Shape(r"[a-z][A-Za-z0-9/_:-]{0,36}", 37)]
"""Another address, to go on to afterwards: any, if it is short. May contain slashes, so it comes last."""

_NUMBER = Shape(r"(?:0|[1-9][0-9]{0,9})", 10)


def _shape(annotation: Any) -> Shape:
    if annotation is int:
        return _NUMBER
    if get_origin(annotation) is Annotated:
        return next(part for part in get_args(annotation) if isinstance(part, Shape))
    if get_origin(annotation) is Literal:
        values = get_args(annotation)
        return Shape("|".join(map(re.escape, values)), max(len(value.encode()) for value in values))
    raise TypeError(f"a parameter of an address cannot be {annotation!r}")


class Address:
    """One pattern with the types of its parameters, taken from the function that it leads to.

    Raises TypeError if names and types do not fit, ValueError if it could be longer than 63 bytes.
    """

    def __init__(self, pattern: str, function: Callable[..., Any], given: int) -> None:
        self.pattern = pattern
        names = re.findall(r"\{(\w+)\}", pattern)
        signature = inspect.signature(function, eval_str=True)
        takes = list(signature.parameters.values())[given:]
        if names != [parameter.name for parameter in takes]:
            raise TypeError(
                f"{pattern}: takes {names}, but {function.__name__} has {[p.name for p in takes]}"
            )
        self.shapes = {parameter.name: _shape(parameter.annotation) for parameter in takes}
        self._numbers = {p.name for p in takes if p.annotation is int}
        fixed = re.sub(r"\{\w+\}", "", pattern)
        longest = len(fixed.encode()) + sum(shape.longest for shape in self.shapes.values())
        if longest > LONGEST:
            raise ValueError(f"{pattern}: may take {longest} bytes, {LONGEST} at most")
        expression = re.escape(pattern).replace(r"\{", "{").replace(r"\}", "}")
        for name, shape in self.shapes.items():
            expression = expression.replace(f"{{{name}}}", f"(?P<{name}>{shape.pattern})")
        self._expression = re.compile(expression)

    def fill(self, **values: object) -> str:
        """The address with these values. Raises ValueError if they are not of its shape: a bug."""
        address = self.pattern.format(**values)
        if self.read(address) is None:
            raise ValueError(f"{values} does not fit {self.pattern}")
        return address

    def read(self, address: str) -> dict[str, Any] | None:
        """The values in an address; None if it is another's, or none."""
        found = self._expression.fullmatch(address)
        if found is None:
            return None
        values: dict[str, Any] = found.groupdict()
        for name in self._numbers:
            values[name] = int(values[name])
            if values[name] > LARGEST:
                return None
        return values

"""Addresses: short enough for Telegram whatever is filled in, and nothing else is read as one."""

import re
from collections.abc import Callable
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.address import LARGEST, LONGEST, Address, Code, Slug, Then, Tongue
from dialogs.passaparola import build
from dialogs.screen import KEPT
from dialogs.site import Page
from dialogs.talk import Access, Talk

TELEGRAMS = 64
"""Bytes of callback data (core.telegram.org/bots/api#inlinekeyboardbutton)."""
PAGES = {f"{page.role} {page.address.pattern}": page for page in build().pages}


def lab_page(talk: Talk, lab: int) -> None:
    """Leads to a lab."""


def any_page(talk: Talk, lab: int, code: Code, language: Tongue, topic: Slug, to: Literal["a", "bb"]) -> None:
    """Has a parameter of every kind but the one that comes last."""


def then_page(talk: Talk, then: Then) -> None:
    """Leads on."""


def odd_page(talk: Talk, lab: float) -> None:
    """Has a parameter that no address can have."""


ANY = Address("a/{lab}/{code}/{language}/{topic}/{to}", any_page, given=1)
LAB = Address("lab/{lab}", lab_page, given=1)


@pytest.mark.parametrize("name", PAGES)
def test_no_address_of_the_site_can_be_too_long_for_a_button(name: str) -> None:
    address = PAGES[name].address
    longest = {name: "0" * shape.longest for name, shape in address.shapes.items()}
    filled = address.pattern.format(**longest)
    assert len(f"{KEPT}{filled}".encode()) <= TELEGRAMS


@given(st.data())
def test_whatever_fits_a_shape_is_read_back_and_short_enough(data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(list(PAGES.values())))
    values: dict[str, Any] = {}
    for name, shape in page.address.shapes.items():
        written = data.draw(st.from_regex(shape.pattern, fullmatch=True))
        assert len(written.encode()) <= shape.longest
        values[name] = min(int(written), LARGEST) if shape.pattern.startswith("(?:0|") else written
    address = page.to(**values)
    assert len(address.encode()) <= LONGEST
    assert page.address.read(address) == values


@pytest.mark.parametrize("role", ["screen", "action", "answer", "letter"])
def test_a_page_whose_address_could_be_too_long_is_refused(role: Any) -> None:
    def answered(talk: Talk, said: object, lab: int) -> None: ...

    function: Callable[..., Any] = answered if role == "answer" else lab_page
    fits, too_long = "x" * 52, "x" * 53
    assert Page(role, f"{fits}/{{lab}}", Access.PERSON, function).to(lab=LARGEST) == f"{fits}/{LARGEST}"
    with pytest.raises(ValueError, match="may take 64 bytes, 63 at most"):
        Page(role, f"{too_long}/{{lab}}", Access.PERSON, function)


def test_bytes_are_counted_not_letters() -> None:
    with pytest.raises(ValueError, match="may take 71 bytes"):
        Address("ò" * 30 + "/{lab}", lab_page, given=1)


def test_every_kind_of_parameter_comes_back_as_it_was() -> None:
    values = {"lab": 7, "code": "Ab3dEf6h", "language": "fa_AF", "topic": "day-1", "to": "bb"}
    assert ANY.fill(**values) == "a/7/Ab3dEf6h/fa_AF/day-1/bb"
    assert ANY.read("a/7/Ab3dEf6h/fa_AF/day-1/bb") == values


def test_a_parameter_has_a_type_that_an_address_can_hold() -> None:
    with pytest.raises(TypeError, match="cannot be <class 'float'>"):
        Address("lab/{lab}", odd_page, given=1)


def test_a_pattern_names_the_parameters_of_its_function() -> None:
    with pytest.raises(TypeError, match=r"takes \['number'\], but lab_page has \['lab'\]"):
        Address("lab/{number}", lab_page, given=1)


@pytest.mark.parametrize("number", ["0", "1", "2147483647"])
def test_a_number_is_one_that_a_row_can_have(number: str) -> None:
    assert LAB.read(f"lab/{number}") == {"lab": int(number)}


@pytest.mark.parametrize(
    "number",
    ["2147483648", "9999999999", "99999999999", "01", "-1", "+1", "1.0", "٣", "¹", "", " 1", "1 ", "x"],
)
def test_any_other_number_is_no_address(number: str) -> None:
    assert LAB.read(f"lab/{number}") is None


@pytest.mark.parametrize("junk", ["", "lab", "lab/1/", "/lab/1", "LAB/1", "lab/1\n", "lab\x00/1", "xlab/1"])
def test_junk_is_no_address(junk: str) -> None:
    assert LAB.read(junk) is None


def test_filling_in_what_does_not_fit_is_a_bug() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        LAB.fill(lab=LARGEST + 1)
    with pytest.raises(ValueError, match="does not fit"):
        Address("hello/{then}", then_page, given=1).fill(then="https://elsewhere.example")


def test_another_address_to_go_on_to_may_hold_any_that_is_short_enough() -> None:
    hello = Address("hello/{then}", then_page, given=1)
    for page in PAGES.values():
        filled = page.address.pattern.format(**dict.fromkeys(page.address.shapes, "1"))
        assert hello.read(f"hello/{filled}") == {"then": filled}


def test_every_letter_that_an_address_may_hold_may_be_gone_on_to() -> None:
    """A stranger who taps it is asked to agree first: its address is held in another."""
    hello = Address("hello/{then}", then_page, given=1)
    for shape in (shape for page in PAGES.values() for shape in page.address.shapes.values()):
        for letter in map(chr, range(256)):
            if any(re.fullmatch(shape.pattern, letter * times) for times in (1, 2, 8)):
                assert hello.read(f"hello/x{letter}") is not None, (shape, letter)

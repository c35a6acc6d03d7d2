"""Posters to print: which languages, which size; drawn beside the conversation, then sent as a file.

Whose link it carries is known, and nothing of it stands on the page.
"""

from typing import Annotated, Literal

from dialogs.address import Code, Shape
from dialogs.labs.card import is_open, no_lab, visible
from dialogs.labs.wording import title
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Media, Screen
from dialogs.sharing.spoken import code_for
from dialogs.site import Goto, action, errand, screen
from dialogs.talk import Access, Talk
from dialogs.text import NAMES, Html, bold, lines
from storage import errands, labs, places, shares, spoken
from storage.labs import Lab
from storage.shares import Share

MOST = 4
"""Languages on one sheet: more could not be read from where one stands."""
Tongues = Annotated[str, Shape(r"[a-z]{2,3}(?:_[A-Za-z]{2,4})?(?:-[a-z]{2,3}(?:_[A-Za-z]{2,4})?){0,3}", 35)]
"""Languages, best first, a dash between."""
Size = Literal["a4", "a5"]
_leader = Access.LEADER


def offered(talk: Talk, lab: Lab | None) -> tuple[str, ...]:
    """The languages a poster can be in: the city's, as far as the lab has words in them."""
    if lab is None:
        return talk.city.languages
    found = tuple(language for language in talk.city.languages if language in lab.texts)
    return found or (lab.language,)


def written(tongues: tuple[str, ...]) -> str:
    """Languages as they stand in an address."""
    return "-".join(tongues[:MOST])


def _read(talk: Talk, lab: Lab | None, tongues: str) -> tuple[str, ...]:
    known = offered(talk, lab)
    chosen = tuple(dict.fromkeys(language for language in tongues.split("-") if language in known))
    return chosen or known[:MOST]


@action("poster/lab/{lab}", access=_leader)
def of_lab(talk: Talk, lab: int) -> Goto:
    """One's own poster of a lab, or of all of them (0)."""
    found = visible(talk, lab) if lab else None
    if lab and (found is None or not is_open(talk, found)):
        return Goto(f"lab/{lab}")
    link = shares.own(talk.tx, "poster", talk.person.id, talk.new_code(), talk.now, lab=lab or None)
    return Goto(choose.to(code=link, tongues=written(offered(talk, found))))


def _of(talk: Talk, code: str) -> tuple[Share, Lab | None] | None:
    """A link one may print, and the lab it leads to; None if it is not one's own, or leads nowhere now."""
    share = shares.by_code(talk.tx, code)
    if share is None or share.revoked_at is not None:
        return None
    is_mine = share.kind == "poster" and share.person_id == talk.person.id
    if not is_mine and not (share.kind == "place" and talk.is_coordinator):
        return None
    lab = None if share.lab_id is None else labs.get(talk.tx, share.lab_id)
    if share.lab_id is not None and (lab is None or not is_open(talk, lab)):
        return None
    return share, lab


def _gone(talk: Talk) -> Goto:
    return Goto("menu", toast=talk.label("This poster can't be made any more."))


def _head(talk: Talk, share: Share, lab: Lab | None) -> Html:
    """What the poster is about, and where it is to hang."""
    about = title(lab, talk.words, talk.city) if lab else talk.label("All the labs")
    place = None if share.place_id is None else places.get(talk.tx, share.place_id)
    at = None if place is None else talk.say("📍 {place}", place=place.name)
    return lines(bold(talk.words.name(about)), at)


@screen("poster/{code}/{tongues}", access=_leader)
def choose(talk: Talk, code: Code, tongues: Tongues) -> Screen | Goto:
    """Which languages stand on it, and how large it is."""
    found = _of(talk, code)
    if found is None:
        return _gone(talk)
    share, lab = found
    chosen = _read(talk, lab, tongues)
    keys = []
    for language in offered(talk, lab):
        name = NAMES.get(language, language)
        others = tuple(one for one in chosen if one != language)
        after = others or chosen if language in chosen else (*chosen[: MOST - 1], language)
        mark = f"✓ {name}" if language in chosen else name
        keys.append(Button(mark, to=choose.to(code=code, tongues=written(after))))
    a4, a5 = (draw.to(code=code, size=size, tongues=written(chosen)) for size in ("a4", "a5"))
    rows = (
        *(tuple(keys[i : i + 2]) for i in range(0, len(keys), 2)),
        (Button(talk.label("🖨 Large (A4)"), to=a4), Button(talk.label("🖨 Small (A5)"), to=a5)),
        (Button(talk.label("Back"), to=_back(share)), to_menu(talk)),
    )
    text = lines(
        _head(talk, share, lab),
        "",
        talk.say("A poster to print and hang up, with a code for the camera."),
        talk.count("At most {n} language fits.", "At most {n} languages fit.", MOST),
        talk.say("Whoever opens it counts as come through a poster: never by name."),
        "",
        talk.say("Tap the languages, then the size."),
    )
    return Screen(text, rows)


def _back(share: Share) -> str:
    if share.place_id is not None:
        return f"desk/place/{share.place_id}"
    return "kit" if share.lab_id is None else f"kit/lab/{share.lab_id}"


@action("poster/{code}/{size}/{tongues}", access=_leader)
def draw(talk: Talk, code: Code, size: Size, tongues: Tongues) -> Goto:
    """It is asked for; it comes when it is drawn. Meanwhile one can ask for another size."""
    found = _of(talk, code)
    if found is None:
        return _gone(talk)
    chosen = written(_read(talk, found[1], tongues))
    code_for(talk, code)
    back = choose.to(code=code, tongues=chosen)
    if not errands.put(talk.tx, talk.person.id, sheet.to(code=code, size=size, tongues=chosen), talk.now):
        return Goto(back, toast=talk.label("I am at it already."))
    return Goto(back, toast=talk.label("I am drawing it: it takes a few seconds."))


@errand("sheet/{code}/{size}/{tongues}", access=_leader)
def sheet(talk: Talk, code: Code, size: Size, tongues: Tongues) -> tuple[Screen, ...]:
    """The poster as a PDF; which languages are not on it, because no font here has their letters."""
    from dialogs.sharing.fonts import choose as fonts_for  # drawn in a process of its own: see `errand`
    from dialogs.sharing.printed import block
    from dialogs.sharing.sheet import Sheet, pdf

    found = _of(talk, code)
    if found is None:
        return (no_lab(talk),)
    share, lab = found
    chosen, said = _read(talk, lab, tongues), spoken.of(talk.tx, code)
    each = {o: block(lab, talk.speaking(o), talk.city, talk.now, said) for o in chosen}
    blocks = tuple(one for one in each.values() if one is not None)
    without = [NAMES.get(language, language) for language, one in each.items() if one is None]
    names = Html(", ".join(talk.words.name(name) for name in without))
    missing = talk.say("No font here has the letters of: {languages}", languages=names) if without else None
    head = _head(talk, share, lab)
    if not blocks:
        return (Screen(lines(head, missing)),)
    bot = f"{talk.city.link_base.partition('://')[2]}/{talk.city.bot_username}"
    name_fonts = fonts_for(f"{talk.city.name}{said}{bot}")
    name = "" if name_fonts.lacks else talk.city.name
    whole = Sheet(name, name_fonts, talk.city.link(code), said or "", bot, blocks)
    file = Media("document", name=f"poster-{size}.pdf", content=pdf(whole, size, talk.now.date()))
    on_it = Html(", ".join(talk.words.name(NAMES.get(o, o)) for o, one in each.items() if one is not None))
    there = talk.say("🖨 Your poster, to be printed. Languages: {languages}", languages=on_it)
    return (Screen(lines(head, there, missing), media=file),)

"""One announcement through three people, a group and a poster, in four languages: each figure by hand count.

Told by the desk: Fatou (a leader, fr) and Amina (ar) get a copy. Amina's goes to Marco (it), his card to
Bilal (en), whose card Amina opens again. Fatou opens a group; Zeinab (ar) comes from there. Olga (fr) comes
by a reception centre's poster, and later by Marco's card, too. Ines only looks.
"""

from datetime import datetime

import pytest

from dialogs.reach.reading import report
from dialogs.reach.report import Report
from tests.journeys.phone import Phone
from tests.journeys.square import Square
from tests.journeys.test_groups import announces
from tests.journeys.town import Town, town

SPOKEN = {"ar": "العربية", "fr": "français", "it": "italiano", "en": "English"}


async def passed_on(t: Town) -> dict[str, Phone]:
    """All of it, on one day."""
    giulia = await t.coordinator()
    t.lab("Job Stories")
    fatou, amina = t.phone("Fatou", "fr"), t.phone("Amina", "ar")
    await fatou.joins(language=SPOKEN["fr"])
    await amina.joins(language=SPOKEN["ar"])
    with t.app.host.database.transaction() as tx:
        tx.exec_driver_sql("UPDATE people SET role = 'leader' WHERE language = 'fr'")
    square = Square(t, -4001)
    await square.is_opened_by(fatou, SPOKEN["ar"])
    await announces(giulia, "Job Stories")
    phones = {"amina": amina}
    phones["marco"] = await comes(t, "Marco", "it", amina.link(), signs_up=True)
    phones["bilal"] = await comes(t, "Bilal", "en", await card(phones["marco"], "en"), signs_up=False)
    await amina.opens(await card(phones["bilal"], "ar"))  # it came from her: no arrival
    phones["zeinab"] = await comes(t, "Zeinab", "ar", link_in(square), signs_up=True)
    phones["olga"] = await comes(t, "Olga", "fr", await poster(t, giulia), signs_up=True)
    await phones["olga"].opens(await card(phones["marco"], "fr"))  # an assist
    ines = t.phone("Ines", "fr")
    await ines.opens(await card(phones["bilal"], "fr"))  # looks, and does not agree
    await amina.forges("lab/1/sign-up/1")
    return phones


async def comes(t: Town, name: str, language: str, link: str, signs_up: bool) -> Phone:
    """Somebody opens a link, agrees, and is at the lab; perhaps they sign up."""
    phone = t.phone(name, language)
    await phone.opens(link)
    await phone.chooses(SPOKEN[language])
    await phone.taps("✅")
    phone.sees("Job Stories" if language == "en" else f"Job Stories ({language})")
    if signs_up:
        await phone.forges("lab/1/sign-up/1")
    return phone


async def card(phone: Phone, language: str) -> str:
    """The link in the card that somebody passes on."""
    await phone.forges(f"lab/1/tell/{language}")
    return phone.link()


def link_in(square: Square) -> str:
    (posted,) = [message for message in square.messages if "Job Stories" in message.text]
    return str(next(entity["url"] for entity in posted.entities if entity["type"] == "text_link"))


async def poster(t: Town, giulia: Phone) -> str:
    """The link on the poster of a reception centre."""
    await giulia.writes("/desk")
    await giulia.taps("Places")
    for tap in ("New place", "A reception centre"):
        await giulia.taps(tap)
    await giulia.writes("Centro")
    await giulia.taps("San Donato")
    await giulia.taps("🖨 Poster")
    await giulia.taps("Job Stories")
    ((code,),) = t.rows("SELECT code FROM shares WHERE kind = 'place'")
    return t.app.host.city.link(code)


def read(t: Town, now: datetime, lab: int | None, smallest: int = 1) -> Report:
    with t.app.host.database.reading() as tx:
        return report(tx, now, t.app.host.city, lab, smallest=smallest)


async def test_each_figure_of_the_report_is_what_a_hand_count_gives(database_url: str) -> None:
    async with town(database_url) as t:
        await passed_on(t)
        assert read(t, t.now, 1).people is None  # until midnight nothing has happened
        await t.clock(t.at("00:30", in_days=1))
        lab, city = read(t, t.now, 1), read(t, t.now, None)

    assert lab.sources.cells == {"friend": 2, "group": 1, "centre": 1, "announcement": 1}
    assert lab.people == lab.sources.total == 5
    assert lab.waves.cells == {"1": 3, "2": 1, "3": 1}  # Amina, Zeinab, Olga; Marco; Bilal
    assert lab.languages.cells == {"ar": 2, "it": 1, "en": 1, "fr": 1}
    assert [(step.name, step.count) for step in lab.funnel][1:] == [
        ("started", 5),
        ("signed_up", 4),
        ("attended", 0),
    ]
    assert lab.things == {"centre": 1, "group": 1}
    assert lab.brought.at_least == (3, 2, 0, 0, 0, 0)  # Amina and Marco one each
    pairs = lab.pairs
    assert pairs is not None
    by = {name: place for place, (name,) in enumerate(pairs.labels)}
    assert pairs.at_least[by["ar"]][by["it"]] == 1
    assert pairs.at_least[by["it"]][by["en"]] == 1
    assert sum(n or 0 for row in pairs.at_least for n in row) == 2
    assert lab.spread.word_of_mouth.value == pytest.approx(2 / 5)
    assert lab.spread.mean_wave.value == pytest.approx(8 / 5)
    assert city.sources.cells["friend"] == 2
    assert (city.sources.cells["group"], city.sources.cells["centre"]) == (1, 1)
    assert lab.informants.several.value == pytest.approx(1 / 4)  # Olga, of four who came through links
    assert (lab.yardstick.people, lab.yardstick.halves) == (122, (65, 57))


async def test_at_the_desk_so_few_are_told_only_as_one_number(database_url: str) -> None:
    async with town(database_url) as t:
        await passed_on(t)
        await t.clock(t.at("00:30", in_days=1))
        told, published = read(t, t.now, 1, smallest=5), read(t, t.now, 1, smallest=10)
    assert told.people == 5
    assert None not in told.sources.cells or told.sources.together
    assert not any(n and n < 5 for table in (told.sources, told.waves) for n in table.cells.values())
    assert (published.people, published.sources.cells, published.curves) == (None, {}, ())

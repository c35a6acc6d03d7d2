"""Bad input: a clear sentence saying what is wanted, the question again, nothing lost."""

import pytest

from storage import labs
from tests.journeys.phone import Phone
from tests.journeys.town import Town, town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)

AS_TEXT = "Please write it as text."
NULL = "\x00"


async def _misses(phone: Phone, asked: str, misses: dict[str, str]) -> None:
    """Give each wrong answer: the sentence comes, and the question again."""
    phone.sees(asked)
    for given, told in {"(sticker)": "", **misses}.items():
        if given == "(sticker)":
            await phone.shows("sticker")
        else:
            await phone.writes(given)
        phone.sees(told, asked, "Cancel")


def _too_long(most: int) -> str:
    return f"Please keep it to {most} letters."


LENGTH = "Please write how many hours, up to 12, like 2 or 2.5."


async def test_a_new_lab_survives_every_wrong_answer_to_each_of_its_questions(database_url: str) -> None:
    async with town(database_url) as t:
        giulia = await t.coordinator()
        long, emoji, tag = "x" * 4096, "🎉", "<b>bold</b>"
        number = "Please write a number from {} to {}.".format
        await giulia.writes("/desk")
        await giulia.taps("New lab")
        no_name = {long: _too_long(80), emoji: AS_TEXT, NULL: AS_TEXT}
        await _misses(giulia, "What is the lab called?", no_name)
        await giulia.writes("Felt & <b>Slippers</b>\x00 🎉")
        await _misses(giulia, "What happens there", {long: _too_long(600), emoji: AS_TEXT, NULL: AS_TEXT})
        await giulia.writes("We make slippers.")

        # Where a button is awaited, words are no answer, and the buttons come again.
        await _misses(
            giulia, "What is it about?", dict.fromkeys(["Crafts", emoji, tag], "Please tap a button.")
        )
        giulia.sees("🧵 Crafts")
        await giulia.taps("Crafts")
        await giulia.taps("In a room")

        await _misses(giulia, "Where does one go?", {long: _too_long(160), emoji: AS_TEXT, NULL: AS_TEXT})
        await giulia.writes("Via <i>Larga</i> 3")
        web = "Please send a web address that begins with https://"
        wrong = ("there", "javascript:alert(1)", "https://", "https://a b.example", tag, emoji, NULL, long)
        await _misses(giulia, "A link to a map?", dict.fromkeys(wrong, web))
        await giulia.taps("Go on")

        day = "Please write a day like 31/12"
        today = t.now.astimezone(t.app.host.city.zone)
        yesterday = t.at("10:00", in_days=-1)
        days = ("soon", "31/02", "12/13", "0/0", emoji, tag, NULL, long)
        misses = dict.fromkeys(days, day) | {
            f"{yesterday.day}/{yesterday.month}/{yesterday.year}": "This day is past.",
            f"31/12/{today.year + 50}": "This day is too far away.",
        }
        await _misses(giulia, "On which day?", misses)
        await giulia.writes(f"{today.day}/{today.month}")
        hour = "Please write the time like 18:30."
        misses = dict.fromkeys(("soon", "25:00", "18:60", emoji, tag, NULL, long), hour)
        await _misses(giulia, "When does it begin?", misses | {"9:00": "This hour is past."})
        await giulia.writes("18.30")
        hours = ("0", "13", "-1", "1.3", "two", "9" * 30, emoji, tag, NULL)
        await _misses(giulia, "How many hours does it last?", dict.fromkeys(hours, LENGTH))
        await giulia.writes("2")
        seats = ("0", "1001", "-5", "many", "1e3", emoji, tag, NULL, long)
        await _misses(giulia, "How many people can come?", dict.fromkeys(seats, number(1, 1000)))
        await giulia.writes("15")
        await _misses(giulia, "Who holds it?", {long: _too_long(80), emoji: AS_TEXT, NULL: AS_TEXT})
        await giulia.writes("A company")
        await _misses(giulia, "In which part of the city?", {"Nowhere": "Please tap a button."})
        await giulia.taps("Go on")
        await _misses(giulia, "Which languages are spoken there?", {"Klingon": "Please tap a button."})
        await giulia.taps("italiano")
        await giulia.taps("Go on")

        giulia.sees("✏️ Draft", "Felt & <b>Slippers</b> 🎉", "We make slippers.", "📍 Via <i>Larga</i> 3")
        giulia.sees("18:30–20:30", "💺 0 of 15 seats", "👥 With A company", "🗣 Spoken there: italiano")
        with t.app.host.database.transaction() as tx:
            lab = labs.get(tx, 1)
        assert lab is not None
        assert (lab.texts["en"].title, lab.topic) == ("Felt & <b>Slippers</b> 🎉", "crafts")


async def test_a_form_goes_on_after_a_detour_and_after_the_bot_was_down(database_url: str) -> None:
    async with town(database_url) as t:
        giulia = await t.coordinator()
        await giulia.writes("/desk")
        await giulia.taps("New lab")
        await giulia.writes("Felt")
        giulia.sees("Step 2 of 13")
        await t.stop()
        t.playground.world.write(giulia.id, giulia.id, "We make slippers.")
        await t.start()
        await t.settle()
        giulia.sees("Step 3 of 13", "What is it about?")
        await giulia.writes("/labs")
        giulia.sees("No labs are planned")
        await giulia.taps("Crafts")  # the question is still there, further up
        giulia.sees("Step 4 of 13", "Where is it?")
        await giulia.taps("Back")
        await giulia.taps("Back")
        giulia.sees("What happens there, and what for?")
        await giulia.writes("We make warm slippers.")
        drafts = t.rows("SELECT answers FROM drafts")
        assert len(drafts) == 1
        assert '"title": "Felt", "summary": "We make warm slippers."' in drafts[0][0]
        await giulia.taps("Cancel")
        giulia.sees("Desk")
        assert t.rows("SELECT * FROM drafts") == []


async def _at_the_words(t: Town) -> Phone:
    giulia = await t.coordinator()
    await giulia.writes("/desk")
    await giulia.taps("Announce")
    await giulia.taps("Something else")
    return giulia


async def test_news_that_is_too_long_or_no_text_is_asked_for_again(database_url: str) -> None:
    async with town(database_url) as t:
        giulia = await _at_the_words(t)
        misses = {"x" * 4096: _too_long(1500), "🎉": AS_TEXT, NULL: AS_TEXT, "x" * 1501: "Yours has 1501."}
        await _misses(giulia, "What do you want to tell?", misses)
        await giulia.writes("<b>Come</b> & see 🎉")
        await giulia.taps("Everybody")
        giulia.sees("<b>Come</b> & see 🎉")
        await giulia.taps("Send now")
        await giulia.taps("Yes, send")
        giulia.finds("<b>Come</b> & see 🎉")
        assert t.rows("SELECT state FROM outbox WHERE kind = 'announcement'") == [("sent",)]


async def test_the_longest_of_everything_still_fits_into_a_message(database_url: str) -> None:
    async with town(database_url) as t:
        giulia = await t.coordinator()
        fatou = t.phone("Fatou", "ar")
        await fatou.joins(language="العربية")
        map_url = "https://osm.example/" + "m" * 280
        t.lab("T" * 80, place="&" * 160, host="<" * 80, spoken=("it", "en", "fr", "ar"), map_url=map_url)
        with t.app.host.database.transaction() as tx:
            labs.put_text(tx, 1, labs.Text("en", "T" * 80, "&" * 600), t.now)
        await giulia.forges("announce/1")
        await giulia.writes("🎉a" * 500)
        for tap in ("Everybody", "Send now", "Yes, send"):
            await giulia.taps(tap)
        await giulia.writes("/ask")
        await giulia.writes("?" + "<" * 1999)
        giulia.finds("Your question has number 1.")
        assert t.rows("SELECT count(*) FROM outbox WHERE state = 'rejected'") == [(0,)]
        assert t.rows("SELECT count(*) FROM outbox WHERE kind = 'announcement' AND state = 'sent'") == [(2,)]


async def test_a_question_that_is_none_is_asked_for_again(database_url: str) -> None:
    async with town(database_url) as t:
        fatou = t.phone("Fatou")
        await fatou.joins()
        await fatou.taps("Ask")
        wanted = "Please write it as text, or record a voice message."
        await fatou.writes(NULL)
        fatou.sees(wanted, "A person will answer you here.")
        for kind in ("sticker", "photo", "location", "contact", "document"):
            await fatou.shows(kind)
            fatou.sees(wanted, "A person will answer you here.")
        await fatou.writes("x" * 4096)
        fatou.sees("Please keep it to 2000 letters.", "A person will answer you here.")
        assert t.rows("SELECT count(*) FROM questions") == [(0,)]
        await fatou.writes("Is <this> 🎉 & that\x00 fine?")
        fatou.sees("Your question has number 1.")
        assert t.rows("SELECT text FROM questions") == [("Is <this> 🎉 & that fine?",)]


async def test_any_button_data_at_all_gets_a_kind_sentence_and_the_menu(database_url: str) -> None:
    async with town(database_url) as t:
        fatou = t.phone("Fatou")
        await fatou.joins()
        for data in (
            *("", "!", "!!", "lab", "lab/0", "lab/-1", "lab/99999999999", "lab/1/sign-up/0", "menu/"),
            *("MENU", "../menu", "🎉", "lab/1%20", "newlab/0/nothing", "via/short", NULL, "x" * 64),
        ):
            await fatou.forges(data)
            assert fatou.buttons, data
            fatou.sees("Menu" if "☰ Menu" in str(fatou.buttons) else "📅 Labs")
        assert t.rows("SELECT count(*) FROM outbox WHERE state <> 'sent'") == [(0,)]

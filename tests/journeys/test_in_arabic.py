"""The same sequences in Arabic: whole catalogs, the right direction, names that stay in one piece."""

import re

import pytest

from dialogs.text import Words
from storage import labs
from tests.journeys.phone import Phone
from tests.journeys.town import Town, town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)

RLM, FSI, LRI, PDI, WJ = "\u200f", "\u2068", "\u2066", "\u2069", "\u2060"
ALLOWED_LATIN = re.compile(r"Telegram|Passaparola|Bologna|Piazza|dei|Colori|italiano|English|français")


async def _amina(t: Town, payload: str = "") -> tuple[Phone, Words]:
    amina, words = t.phone("Amina", "ar"), t.words("ar")
    await amina.starts(payload)
    amina.sees(words.label("Hello! Which language do you read best?"))
    assert amina.buttons[0][0] == "العربية"
    await amina.chooses("العربية")
    await amina.says("✅ I agree")
    return amina, words


def _is_well_laid_out(phone: Phone) -> None:
    """It begins in the reader's direction; isolates are closed; names from outside are isolated."""
    first = next(c for c in phone.raw if c.isalpha() or c == RLM)
    assert first == RLM or "\u0600" <= first <= "\u06ff", phone.raw
    for line in phone.raw.splitlines():  # an isolate ends with its paragraph, closed or not
        depth = 0
        for character in line:
            depth += {FSI: 1, LRI: 1, PDI: -1}.get(character, 0)
            assert depth >= 0, line
        assert depth == 0, line


async def test_from_the_first_hello_to_a_seat_and_a_reminder(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Job Stories", texts={"it": "Storie", "ar": "قصص العمل"}, seats=5, host="Ada & Co")
        amina, words = await _amina(t)
        amina.sees(words.label("What would you like to do?"))
        _is_well_laid_out(amina)
        for label in ("📅 Labs", "✅ My labs", "📣 Tell a friend", "❓ Ask", "⚙️ Settings"):
            assert [label for row in amina.buttons if words.label(label) in row], label

        await amina.says("📅 Labs")
        amina.sees(str(words.count("{n} lab. Tap it to read more.", "{n} labs. Tap one to read more.", 1)))
        await amina.taps("قصص العمل")
        _is_well_laid_out(amina)
        meets = t.at("18:00", in_days=7)
        assert f"{FSI}Ada & Co{PDI}" in amina.raw  # the ampersand stays between the two words
        assert f"{FSI}Piazza dei Colori{PDI}" in amina.raw
        assert f"{LRI}18:00{WJ}–{WJ}20:00{PDI}" in amina.raw  # hours are read from left to right
        amina.sees(f"({meets.day}/{meets.month})", words.label("🟢 Plenty of seats"))

        await amina.says("✋ I want to come")
        amina.sees(words.label("How many people are you, with yourself?"))
        await amina.taps("2")
        amina.sees(str(words.count("✅ Done: {n} seat is yours.", "✅ Done: {n} seats are yours.", 2)))
        _is_well_laid_out(amina)
        await amina.says("✅ My labs")
        amina.sees("قصص العمل")

        await t.clock(t.at("18:00", in_days=6))
        assert amina.text.splitlines()[0] == amina.reads("🔔 Tomorrow: {title}", title="قصص العمل")
        _is_well_laid_out(amina)
        await amina.says("🙁 I can't come")
        amina.sees(words.label("Thank you for telling us: somebody else can come in your place."))


async def test_the_waiting_list_and_every_number_in_its_own_plural(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Felt", seats=1)
        sara = t.phone("Sara")
        await sara.joins()
        await sara.forges("lab/1/sign-up/1")
        amina, words = await _amina(t)
        await amina.says("📅 Labs")
        await amina.taps("Felt")
        amina.sees(words.label("🔴 Full: you can join the waiting list"))
        await amina.says("⏳ Waiting list")
        await amina.taps("1")
        amina.sees(words.label("⏳ The lab is full. Your place on the waiting list: {place}.", place=1))
        await sara.forges("lab/1/leave/yes")
        amina.sees(words.label("🎉 It is your turn!"))
        _is_well_laid_out(amina)
        await amina.says("✅ Yes, I am coming")

        t.lab("Radio", seats=50, in_days=8)
        seen = set()
        for n in range(1, 6):
            await amina.forges(f"lab/2/sign-up/{n}")
            done = words.count("✅ Done: {n} seat is yours.", "✅ Done: {n} seats are yours.", n)
            amina.sees(done)
            seen.add(re.sub(r"\d+", "", done))
        assert len(seen) == 3  # one, two, three to ten


async def test_the_word_is_passed_on_and_comes_back(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Felt", texts={"it": "Feltro", "ar": "اللباد"})
        amina, words = await _amina(t)
        await amina.says("📣 Tell a friend")
        amina.sees(words.label("Nobody has come through you yet."))
        await amina.taps("اللباد")
        await amina.taps("العربية")
        card = amina.messages[-1]
        assert words.label("👉 Read more and sign up") in card.text
        assert card.text[0] == RLM or "\u0600" <= card.text[0] <= "\u06ff"
        huda = t.phone("Huda", "ar")
        await huda.opens(amina.forwards(huda))
        await huda.chooses("العربية")
        await huda.says("✅ I agree")
        huda.sees("اللباد")
        await t.clock(t.at("00:01", in_days=1))
        await amina.writes("/friend")
        amina.sees(words.label("A few people have come through you. Thank you!"))
        assert t.rows("SELECT person_id, is_origin FROM arrivals") == [(2, True)]


async def test_a_question_in_arabic_is_answered_in_an_arabic_frame(database_url: str) -> None:
    async with town(database_url) as t:
        giulia = await t.coordinator()
        amina, words = await _amina(t)
        await amina.says("❓ Ask")
        await amina.shows("sticker")
        amina.sees(words.label("Please write it as text, or record a voice message."))
        await amina.writes("هل يوجد مصعد؟")
        amina.sees(
            words.label("Thank you! Your question has number {number}. The answer comes here.", number=1)
        )
        giulia.sees("❓ Question 1 · العربية", "هل يوجد مصعد؟")
        await giulia.writes("Yes, there is.", reply_to=giulia.messages[-1].id)
        amina.sees(words.label("👤 A person answers your question {number}:", number=1), "Yes, there is.")
        _is_well_laid_out(amina)


async def test_settings_being_forgotten_and_the_desk_in_arabic(database_url: str) -> None:
    async with town(database_url, PASSAPAROLA_DESK__COORDINATORS="[1000]") as t:
        amina, words = await _amina(t)
        await amina.says("🗂 Desk")
        amina.sees(words.label("Desk"))
        await amina.says("➕ New lab")
        amina.sees(words.label("Step {number} of {all}", number=1, all=13))
        await amina.writes("اللباد")
        await amina.writes("نصنع النعال.")
        amina.sees(words.label("What is it about?"))
        await amina.says("Cancel")
        await amina.says("📣 Announce")
        await amina.says("📝 Something else, in my words")
        await amina.writes("المكتب مغلق.")
        await amina.says("👥 Everybody")
        _is_well_laid_out(amina)
        await amina.says("📨 Send now")
        one = words.count("• {language}: {n} person", "• {language}: {n} people", 1, language="العربية")
        assert one in amina.raw
        await amina.says("📨 Yes, send")
        await amina.says("🔄 Look again")
        amina.sees(words.label("✅ Sent: {n}", n=1))

        await amina.writes("/settings")
        assert await amina.says("🔕 No reminders") == words.label("Done.")
        amina.sees(words.label("Reminders: off"))
        await amina.says("📄 My data")
        await amina.says("📄 Send me the file")
        assert amina.finds(words.label("This is everything we hold about you.")).media.name == "my-data.json"
        await amina.writes("/forget")
        await amina.says("🗑 Yes, forget me")
        goodbye = words.label("You are forgotten. Thank you for having been here, and all the best!")
        await t.until(lambda: amina.has_seen(goodbye))


async def test_nothing_an_arabic_reader_sees_is_left_in_english(database_url: str) -> None:
    async with town(database_url, PASSAPAROLA_DESK__COORDINATORS="[1000]") as t:
        t.lab("اللباد", texts={"ar": "اللباد"}, host="شركة", spoken=("ar",))
        amina, _ = await _amina(t)
        with t.app.host.database.transaction() as tx:
            labs.put_text(tx, 1, labs.Text("ar", "اللباد", "نلتقي.\nنصنع."), t.now)
        for address in (
            *("menu", "help", "labs", "labs/work/0", "lab/1", "lab/1/sign-up", "lab/1/sign-up/1", "mine"),
            *("lab/1/leave", "lab/1/tell", "lab/1/tell/ar", "friend", "ask", "settings", "settings/district"),
            *(
                "my-data",
                "forget",
                "stop",
                "resume",
                "desk",
                "desk/labs/0",
                "desk/lab/1",
                "desk/lab/1/cancel",
            ),
            *("newlab/0", "editlab/1", "labtext/1", "labdate/1", "announce/0", "announce/1", "desk/news"),
            *("desk/questions", "nowhere", "more/menu", "consent/menu"),
        ):
            await amina.forges(address)
            _is_well_laid_out(amina)
            others = ALLOWED_LATIN.sub("", amina.screen)
            for district in t.app.host.city.districts:
                others = others.replace(district, "")
            assert not re.search(r"[A-Za-z]{2,}", others), (address, amina.screen)

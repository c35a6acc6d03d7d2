"""What a lab asks: written at the desk, answered in Italian and in Arabic, read without a name."""

import pytest

from tests.journeys.phone import Phone
from tests.journeys.town import Town, town


async def _desk_asks_what_people_eat(giulia: Phone) -> None:
    await giulia.forges("desk/lab/1")
    await giulia.taps("📋 Questions")
    giulia.sees("This lab asks nothing yet.")
    await giulia.taps("➕ New question")
    await giulia.taps("🔘 One of several")
    await giulia.writes("What do you eat?")
    await giulia.writes("Everything\nNo meat\nNo pork")
    giulia.sees("⚠️ Missing: italiano, français, العربية")
    for language, words, choices in (
        ("italiano", "Che cosa mangi?", "Tutto\nNiente carne\nNiente maiale"),
        ("العربية", "ماذا تأكل؟", "كل شيء\nبدون لحم\nبدون خنزير"),
    ):
        await giulia.taps("📝 Text in a language")
        await giulia.taps(language)
        await giulia.writes(words)
        await giulia.writes(choices)
    giulia.sees("⚠️ Missing: français", "0 people have answered.", "• No pork: 0")


async def _desk_asks(giulia: Phone, kind: str, words: str) -> None:
    await giulia.forges("labfield/1")
    await giulia.taps(kind)
    await giulia.writes(words)


async def _joins(t: Town, name: str, language: str, code: str) -> Phone:
    phone = t.phone(name, code)
    await phone.joins(language=language)
    await phone.forges("lab/1/sign-up/1")
    return phone


async def test_questions_are_answered_in_the_readers_language_and_counted_at_the_desk(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        giulia = await t.coordinator()
        t.lab("Felt", seats=1)
        await _desk_asks_what_people_eat(giulia)
        await _desk_asks(giulia, "👍 Yes or no", "Do you bring a child?")
        await _desk_asks(giulia, "🔢 A number", "Which size are your shoes?")
        await _desk_asks(giulia, "✍️ Some words", "Why do you come?")

        amina = await _joins(t, "Amina", "العربية", "ar")
        await amina.says("✍️ A few questions")
        amina.sees("ماذا تأكل؟", amina.reads("I would rather not say"))
        assert amina.buttons[:3] == [["كل شيء"], ["بدون لحم"], ["بدون خنزير"]]
        await amina.writes("بدون لحم")
        amina.sees(amina.reads("I am a bot and did not understand. Please tap a button."), "ماذا تأكل؟")
        await amina.taps("بدون لحم")
        amina.sees("Do you bring a child?")
        amina.sees(amina.reads("(Not in your language yet: this is {language}.)", language="English"))
        await amina.says("No")
        await amina.writes("كبير")
        sorry = amina.reads("Please write a number from {least} to {most}.", least=0, most=9999)
        amina.sees(sorry, "Which size are your shoes?")
        await amina.writes("٣٨")
        await amina.writes("أريد أن أعمل.")
        amina.sees(amina.reads("Thank you! This helps us to prepare the lab."), "بدون لحم", "38")

        marta = await _joins(t, "Marta", "italiano", "it")
        await marta.says("✍️ A few questions")
        marta.sees("Che cosa mangi?")
        await marta.taps("Tutto")
        await marta.says("I would rather not say")
        await marta.writes("41")
        await marta.says("🔎 See the lab")
        await marta.says("✍️ A few questions")
        marta.sees("Why do you come?")
        await marta.writes("Per lavorare.")
        marta.sees(marta.reads("You would rather not say."), "Tutto", "41", "Per lavorare.")

        await giulia.forges("desk/field/1")
        giulia.sees("2 people have answered.", "• Everything: 1", "• No meat: 1", "• No pork: 0")
        await giulia.forges("desk/field/2")
        giulia.sees("1 person has answered.", "• Yes: 0", "• No: 1")
        await giulia.forges("desk/field/3")
        giulia.sees("From 38 to 41; together 79.")
        await giulia.forges("desk/field/4")
        await giulia.taps("📖 Read the answers")
        giulia.sees("• Per lavorare.", "• أريد أن أعمل.")
        giulia.sees_no("Amina", "Marta")


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
async def test_an_answer_is_changed_from_the_card_and_goes_with_its_question(database_url: str) -> None:
    async with town(database_url) as t:
        giulia = await t.coordinator()
        t.lab("Felt")
        await _desk_asks(giulia, "✍️ Some words", "Why do you come?")
        marta = await _joins(t, "Marta", "italiano", "it")
        await marta.says("✍️ A few questions")
        await marta.writes("Per lavorare.")
        await marta.writes("/mylabs")
        await marta.taps("Felt")
        await marta.says("✍️ My answers")
        await marta.taps("✏️ Why do you come?")
        marta.sees("Per lavorare.")
        await marta.writes("Per gli amici.")
        assert t.rows("SELECT value FROM field_answers") == [("Per gli amici.",)]

        await giulia.forges("desk/field/1")
        await giulia.taps("🗑 Remove")
        giulia.sees("Remove this question?", "1 answer goes with it.")
        await giulia.taps("Yes")
        giulia.sees("This lab asks nothing yet.")
        assert t.rows("SELECT value FROM field_answers") == []
        acts = [("added a question", "lab/1"), ("removed a question", "lab/1")]
        assert t.rows("SELECT what, about FROM audit ORDER BY id") == acts
        await marta.writes("/mylabs")
        await marta.taps("Felt")
        marta.sees_no(marta.reads("✍️ My answers"), marta.reads("✍️ A few questions"))


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
async def test_more_places_for_an_interpreter_are_offered_to_who_waits_for_them(database_url: str) -> None:
    async with town(database_url) as t:
        giulia = await t.coordinator()
        t.lab("Felt")
        await giulia.forges("desk/lab/1")
        await giulia.taps("♿ More than seats")
        await giulia.taps("✏️ Set places")
        await giulia.taps("🗣 Interpreter")
        await giulia.taps("العربية")
        await giulia.taps("1")
        giulia.sees("🗣 Interpreter: العربية", "1 place", "Promised: 0 · free: 1")
        phones = []
        for name in ("Amina", "Huda"):
            phone = await _joins(t, name, "العربية", "ar")
            await phone.taps("العربية")
            await phone.says("Go on")
            phones.append(phone)
        amina, huda = phones
        await huda.says("⏳ Wait for all of it")
        amina.sees(
            str(t.words("ar").count("✅ Done: {n} seat is yours.", "✅ Done: {n} seats are yours.", 1))
        )
        await giulia.forges("desk/lab/1/places")
        giulia.sees("Promised: 1 · free: 0")
        giulia.sees_no("Amina", "Huda")
        await giulia.taps("✏️ Set places")
        await giulia.taps("🗣 Interpreter")
        await giulia.taps("العربية")
        await giulia.taps("2")
        giulia.sees("2 places", "Promised: 2 · free: 0")
        assert huda.has_seen(huda.reads("🎉 It is your turn!")) == 1

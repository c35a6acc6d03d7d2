"""Off line and back: a poster on a wall, a code said aloud, and who came through them."""

from tests.dialogs.printing import Printed
from tests.journeys.phone import Phone
from tests.journeys.town import Town, town

ARRIVALS = "SELECT person_id, source, wave, is_origin FROM arrivals ORDER BY id"
ARABIC_DIGITS = str.maketrans("23456789", "٢٣٤٥٦٧٨٩")


async def _leader(t: Town, name: str) -> Phone:
    leader = t.phone(name)
    await leader.joins()
    with t.app.host.database.transaction() as tx:
        tx.exec_driver_sql("UPDATE people SET role = 'leader' WHERE id = (SELECT max(id) FROM people)")
    return leader


async def test_who_points_a_camera_at_a_leaders_poster_comes_to_the_lab(database_url: str) -> None:
    async with town(database_url) as t:
        fatou, amina = await _leader(t, "Fatou"), t.phone("Amina", "ar")
        t.lab("Felt")
        await fatou.forges("poster/lab/1")
        fatou.sees("Felt", "✓ italiano", "never by name")
        await fatou.taps("✓ français")
        await fatou.taps("A4")
        fatou.finds("🖨 Your poster, to be printed. Languages: italiano, English, العربية")
        poster = Printed(fatou.file())
        seen = " ".join(poster.text.split())
        for told in ("Bologna", "Felt (it)", "Piazza dei Colori", "18:00–20:00"):
            assert told in seen
        assert "Felt (fr)" not in seen

        await amina.opens(poster.codes[0])
        await amina.chooses("العربية")
        await amina.taps("✅")
        amina.sees("Felt (ar)", amina.reads("✋ I want to come"))
        assert t.rows(ARRIVALS) == [(2, "poster", 1, True)]
        await fatou.opens(poster.codes[0])
        assert len(t.rows(ARRIVALS)) == 1  # one's own link does not count


async def test_a_code_from_a_centres_poster_is_typed_in_arabic_digits_by_a_stranger(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        giulia = await t.coordinator()
        t.lab("Felt")
        await giulia.writes("/desk")
        for tap in ("Places", "New place", "A reception centre"):
            await giulia.taps(tap)
        await giulia.writes("Centro Zaccarelli")
        await giulia.taps("San Donato")
        await giulia.taps("🖨 Poster")
        await giulia.taps("Felt")
        await giulia.taps("A5")
        poster = Printed(giulia.file())
        ((code,),) = t.rows("SELECT spoken FROM shares")
        assert f"Or write to @passaparola_bot on Telegram: {code}" in " ".join(poster.text.split())
        assert "Zaccarelli" not in poster.text

        amina = t.phone("Amina", "ar")
        await amina.writes(" ".join(code).lower().translate(ARABIC_DIGITS))
        amina.sees("Which language do you read best?")
        await amina.chooses("English")
        await amina.taps("✅")
        amina.sees("Felt")
        assert t.rows(ARRIVALS) == [(2, "centre", 1, True)]
        await amina.taps("I want to come")
        await amina.taps("1")
        amina.sees("✅ Done", "One question, if you like: where did you hear of us?")
        await amina.taps("How I heard of you")
        assert await amina.taps("A friend") == "Thank you!"
        amina.sees("✅ Done: 1 seat is yours.")
        amina.sees_no("where did you hear of us?")
        assert t.rows("SELECT source, said_source FROM people WHERE id = 2") == [("centre", "friend")]


async def test_a_code_is_said_from_mouth_to_mouth(database_url: str) -> None:
    async with town(database_url) as t:
        fatou, amina = t.phone("Fatou"), t.phone("Amina")
        await fatou.joins()
        await amina.joins()
        t.lab("Felt")
        await fatou.forges("spoken/lab/1")
        fatou.sees("Say or write it to somebody:")
        ((code,),) = t.rows("SELECT spoken FROM shares")
        fatou.sees(f"“Write to @{t.app.host.city.bot_username} on Telegram and send: {code}”")
        await amina.writes(code[::-1] if code[::-1] != code else "22222")
        amina.sees("I do not know this code. Please look at it once more.")
        await amina.writes(f" {code[:2]}-{code[2:].lower()}")
        amina.sees("Felt", "✋ I want to come")
        assert t.rows(ARRIVALS) == [(2, "friend", 1, True)]

"""The main job: a lab is announced, read, signed up for, passed on; a reminder comes."""

from tests.journeys.town import town


async def test_the_word_goes_from_the_desk_to_a_friend_of_a_friend(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou = await t.coordinator(), t.phone("Fatou", "fr")
        amina, marco = t.phone("Amina", "ar"), t.phone("Marco", "it")
        await fatou.joins(language="français")
        lab = t.lab("Job Stories", seats=2)

        # The coordinator announces a lab to everybody.
        await giulia.taps("Desk")
        giulia.sees("1 lab is planned.", "0 questions wait for an answer.")
        await giulia.taps("Announce")
        await giulia.taps("Job Stories")
        await giulia.writes("Come and see!")
        await giulia.taps("Everybody")
        giulia.sees("Not sent yet", "To: Everybody", "• français: gets English")
        await giulia.taps("Send now")
        giulia.sees("Send it to 2 people now?", "• English: 1 person\n• français: 1 person, gets English")
        await giulia.taps("Yes, send")
        assert fatou.has_seen("Come and see!") == 1
        fatou.sees("Come and see!", "Job Stories (fr)", "18:00–20:00", "Je veux venir")
        await t.settle()
        await giulia.taps("Look again")
        giulia.sees("It has gone out.", "✅ Sent: 2", "🚫 Could not be reached: 0", "❔ Unknown: 0")

        # It is read in one's language, and signed up for in two taps; the announcement stays as it was.
        await fatou.taps("Je veux venir")
        await fatou.taps("1")
        fatou.sees("✅", "Job Stories (fr)", "18:00")
        assert fatou.has_seen("Come and see!") == 1

        # It is forwarded to a friend, whose phone opens the link in the text.
        news = next(i for i, message in enumerate(fatou.messages) if "Come and see!" in message.text)
        await amina.opens(fatou.forwards(amina, of=news))
        amina.sees("Hello! Which language do you read best?")
        await amina.chooses("العربية")
        await amina.taps("✅")
        amina.sees("Job Stories (ar)", "🟡")
        await amina.taps("✋")
        await amina.taps("1")

        # The friend tells a friend; the lab is full by now.
        await amina.taps("📣")
        await amina.taps("italiano")
        amina_told = amina.forwards(marco)
        await marco.opens(amina_told)
        await marco.chooses("italiano")
        await marco.taps("✅")
        marco.sees("Job Stories (it)", "🔴")
        await marco.taps("⏳")
        await marco.taps("1")
        marco.sees("1", "⏳")

        # Who came through whose link is known: the second wave has its own origin.
        told = (
            "SELECT s.person_id, a.person_id, a.is_origin FROM arrivals a JOIN shares s ON s.id = a.share_id"
        )
        assert t.rows(f"{told} ORDER BY a.id") == [(2, 3, True), (3, 4, True)]
        assert t.rows("SELECT wave FROM people ORDER BY id") == [(0,), (0,), (1,), (2,)]
        seats = t.rows("SELECT person_id, party, state FROM signups WHERE lab_id = :lab ORDER BY id", lab=lab)
        assert seats == [(2, 1, "seated"), (3, 1, "seated"), (4, 1, "waiting")]

        # The day before at 18:00 they are reminded; who only waits is not.
        await t.clock(t.at("17:59", in_days=6))
        assert fatou.has_seen("🔔") == amina.has_seen("🔔") == 0
        await t.clock(t.at("18:01"))
        assert [fatou.has_seen("🔔"), amina.has_seen("🔔"), marco.has_seen("🔔")] == [1, 1, 0]
        amina.sees("Job Stories (ar)", "18:00–20:00", "Piazza dei Colori")

        # Somebody cannot come after all: who waited gets the seat, and two hours before, the reminder.
        await fatou.taps("🙁")
        marco.sees("🎉", "Job Stories (it)")
        await marco.says("✅ Yes, I am coming")
        await t.clock(t.at("16:01", in_days=1))
        assert [fatou.has_seen("🔔"), amina.has_seen("🔔"), marco.has_seen("🔔")] == [1, 2, 1]

"""The whole life of a lab, in four languages: announced, filled, waited for, offered, moved, reminded,
attended, asked; and then forgotten, all but the counts."""

from datetime import timedelta

from tests.journeys.newsroom import four_people
from tests.journeys.phone import Phone
from tests.journeys.town import Town, town

SIGNED_UP = "SELECT party, state FROM signups ORDER BY number"


async def _announces(t: Town, giulia: Phone, lab: int) -> None:
    await giulia.forges(f"announce/{lab}")
    await giulia.taps("Go on")
    await giulia.taps("Everybody")
    await giulia.taps("Send now")
    await giulia.taps("Yes, send")
    await t.settle()


async def _signs_up(phone: Phone, people: int) -> None:
    """From the announcement, in two taps."""
    await phone.taps(phone.reads("✋ I want to come"))
    await phone.taps(str(people))


async def _moves(giulia: Phone, lab: int, day: str, hour: str) -> None:
    await giulia.forges(f"editlab/{lab}")
    await giulia.taps("Day and hour")
    await giulia.writes(day)
    await giulia.writes(hour)
    await giulia.taps("2")
    giulia.sees("Do you want to change this?")
    await giulia.taps("Yes")


async def test_a_lab_from_its_announcement_to_its_oblivion(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou, amina, marco = await four_people(t)
        lab = t.lab("Felt", seats=3, in_days=6, hour=17)

        # announced, filled, waited for
        await _announces(t, giulia, lab)
        for phone, title in ((amina, "Felt (ar)"), (fatou, "Felt (fr)"), (marco, "Felt (it)")):
            phone.sees(title)
        await _signs_up(amina, 2)
        amina.sees(amina.reads("🎫 My pass"), amina.reads("📆 To my calendar"))
        await _signs_up(marco, 1)
        await _signs_up(fatou, 1)
        fatou.sees(fatou.reads("⏳ The lab is full. Your place on the waiting list: {place}.", place=1))
        assert t.rows(SIGNED_UP) == [(2, "seated"), (1, "seated"), (1, "waiting")]

        # offered
        await marco.writes("/mylabs")
        await marco.taps("Felt")
        await marco.taps(marco.reads("🙁 I can't come"))
        await marco.taps(marco.reads("🙁 I can't come"))
        fatou.sees(fatou.reads("🎉 It is your turn!"), "Felt (fr)")
        await fatou.taps(fatou.reads("✅ Yes, I am coming"))
        assert t.rows(SIGNED_UP) == [(2, "seated"), (1, "cancelled"), (1, "seated")]

        # moved
        day = t.at("18:00", in_days=7)
        await _moves(giulia, lab, f"{day.day}/{day.month}", "18:00")
        for phone in (amina, fatou):
            phone.sees(phone.reads("❗ A lab you signed up for has changed."), "17:00", "18:00")
        assert marco.has_seen(marco.reads("❗ A lab you signed up for has changed.")) == 0
        await fatou.taps(fatou.reads("📆 To my calendar"))
        assert f"DTSTART;TZID=Europe/Rome:{day:%Y%m%dT%H%M%S}".encode() in fatou.messages[-1].media.content

        # reminded; who cannot come says so with one tap, and the next is asked at once
        await t.clock(t.at("18:00", in_days=6))
        for phone in (amina, fatou):
            assert phone.has_seen("🔔") == 1
        await giulia.forges(f"lab/{lab}/wait/1/-")
        await fatou.taps(fatou.reads("🙁 I can't come"))
        giulia.sees("🎉 It is your turn!", "🎟 1 seat is kept for you until")
        await giulia.taps("Yes, I am coming")
        await fatou.forges(f"lab/{lab}/sign-up/1")

        # attended
        host = t.phone("Ola", "it")
        await host.joins(language="italiano")
        await giulia.forges(f"desk/hosts/{lab}")
        await giulia.taps("Link for the host")
        await host.opens(giulia.forwards(host))
        await t.clock(t.at("18:05", in_days=1))
        await host.writes("/mylabs")
        await host.taps("🚪")
        host.sees("1 · 2", "4 · 1")
        await host.taps("1 · 2")
        await host.taps(host.reads("❌ Nobody else came"))
        await host.taps(host.reads("❌ They did not come"))
        assert t.rows("SELECT mark, came FROM attendances ORDER BY signup_id") == [
            ("attended", 2),
            ("absent", 0),
        ]

        # asked: who came how it was, who did not come what was in the way
        await t.clock(t.at("22:30"))
        assert amina.has_seen(amina.reads("Nobody sees who answered what.")) == 0  # it is night
        await t.clock(t.at("09:00", in_days=1))
        amina.sees(amina.reads("Thank you for having been there! Three taps: how was it?"))
        for _ in range(3):
            await amina.taps("🙂")
        await amina.writes("كان جميلًا جدًّا")
        giulia.sees("💛 We missed you at Felt.", "🚌 The way there")
        await giulia.taps("The way there")
        assert t.rows("SELECT welcome, useful, again FROM feedback") == [(3, 3, 3)]
        assert t.rows("SELECT reason FROM attendances WHERE mark = 'absent'") == [("transport",)]
        await giulia.forges(f"desk/feedback/{lab}/0")
        assert giulia.has_seen("كان جميلًا جدًّا") == 0  # one voice alone would not be without a name

        # forgotten
        await t.clock(t.now + timedelta(days=200))
        await t.app.sweeps.prune()
        assert t.rows("SELECT count(*) FROM signups WHERE person_id IS NOT NULL") == [(0,)]
        assert t.rows("SELECT sum(came) FROM attendances") == [(2,)]

"""Leaders: made by a link from the desk, in three languages; their kit, their guests, what they are told."""

from datetime import timedelta

from tests.journeys.phone import Phone
from tests.journeys.town import Town, town


async def _link(t: Town, giulia: Phone, to: Phone) -> str:
    """The coordinator makes a link for a leader, and forwards it."""
    await giulia.writes("/desk")
    await giulia.taps("Leaders")
    await giulia.taps("Link for a leader")
    return giulia.forwards(to)


async def _leads(t: Town, giulia: Phone, name: str, language: str, chosen: str) -> Phone:
    """Somebody who opens such a link, and chooses a language."""
    leader = t.phone(name, language)
    await leader.opens(await _link(t, giulia, leader))
    await leader.chooses(chosen)
    await leader.taps("✅")
    return leader


async def test_three_leaders_pass_a_lab_on_each_in_their_language(database_url: str) -> None:
    async with town(database_url) as t:
        giulia = await t.coordinator()
        lab = t.lab("Felt", seats=3)
        rosa = await _leads(t, giulia, "Rosa", "it", "italiano")
        rosa.sees(rosa.reads("You are a community leader now. Thank you for passing the word on!"))
        fatou = await _leads(t, giulia, "Fatou", "fr", "français")
        huda = await _leads(t, giulia, "Huda", "ar", "العربية")
        marco = t.phone("Marco")
        await marco.opens(await _link(t, giulia, marco))
        await marco.taps("English")
        await marco.taps("✅")
        await marco.forges("kit/stop/yes")
        await marco.writes("/kit")
        marco.sees("This is only for community leaders. Here is the menu.")

        await fatou.says("🧰 My kit")
        await fatou.taps("Felt (fr)")
        await fatou.taps("العربية")
        assert "Felt (ar)" in fatou.messages[-1].text
        amina = t.phone("Amina", "ar")
        await amina.opens(fatou.forwards(amina))
        await amina.chooses("العربية")
        await amina.taps("✅")
        amina.sees("Felt (ar)")
        assert t.rows("SELECT source, lab_id FROM arrivals") == [("leader", lab)]

        await huda.says("🧰 My kit")
        await huda.taps("Felt (ar)")
        await huda.says("🙋 Sign up somebody")
        await huda.taps("2")
        await huda.writes("أم علي")
        huda.sees(huda.reads("№ {number} · {name} · {n}", number=1, name="أم علي", n=2))
        assert huda.raw.startswith("\u200f")  # laid out from right to left
        await rosa.forges(f"bring/{lab}/2/-/none")
        assert t.rows("SELECT number, name, party, state, person_id FROM signups ORDER BY id") == [
            (1, "أم علي", 2, "seated", None),
            (2, None, 2, "waiting", None),
        ]
        for phone in (rosa, fatou, giulia, amina):
            assert not phone.has_seen("أم علي")


async def test_a_guests_seat_change_and_reminder_are_told_to_whoever_brought_them(database_url: str) -> None:
    async with town(database_url) as t:
        giulia = await t.coordinator()
        t.lab("Felt", seats=1)
        amina = await t.comes("Amina")
        fatou = await _leads(t, giulia, "Fatou", "en", "English")
        await fatou.taps("My kit")
        await fatou.taps("Felt")
        await fatou.taps("Sign up somebody")
        await fatou.taps("1")
        await fatou.writes("Rosa")
        fatou.sees("⏳ They wait. Their place on the waiting list: 1.")
        await amina.forges("lab/1/leave/yes")
        await t.clock(t.now + timedelta(minutes=1))
        fatou.sees("🎉 It is the turn of your guest № 2, Rosa!")
        await fatou.taps("Yes, they are coming")
        fatou.sees("Their number is 2. They say it at the door.")
        await t.clock(t.at("18:30", in_days=6))
        fatou.finds("🔔 Tomorrow: Felt")
        assert fatou.has_seen("📣 Please remind the 1 person you signed up.") == 1
        await t.clock(t.at("17:30", in_days=1))
        await giulia.forges("door/lab/1")
        await giulia.taps("№ 2 · Rosa · 1")
        assert t.rows("SELECT mark, came FROM attendances") == [("attended", 1)]
        await giulia.forges("desk/lab/1/cancel/yes")
        await t.settle()
        assert fatou.has_seen("❌ We are sorry: a lab you signed up somebody for was cancelled.") == 1
        assert fatou.has_seen("📣 Please tell the 1 person you signed up.") == 1
        assert not amina.has_seen("Rosa")


async def test_a_leader_renews_their_links_and_forgets_themselves(database_url: str) -> None:
    async with town(database_url) as t:
        giulia = await t.coordinator()
        lab = t.lab("Felt")
        fatou = await _leads(t, giulia, "Fatou", "en", "English")
        await fatou.forges(f"kit/lab/{lab}")
        await fatou.taps("English")
        amina = t.phone("Amina")
        old = fatou.forwards(amina)
        await fatou.writes("/settings")
        await fatou.taps("New links")
        await fatou.taps("Yes, new links")
        await amina.joins()
        await amina.opens(old)
        amina.sees("Felt", "✋ I want to come")
        assert t.rows("SELECT count(*) FROM arrivals") == [(0,)]
        await fatou.forges(f"bring/{lab}/2/-/none")
        await fatou.writes("/forget")
        await fatou.taps("Yes, forget me")
        assert t.rows("SELECT state, person_id, brought_by FROM signups") == [("seated", None, None)]

"""The day of a lab and after it: at the door, passes, who did not come, how it was, staying in touch."""

from tests.journeys.phone import Phone
from tests.journeys.town import Town, town

KIND_WORD = "This is a pass for the door of a lab. It is of use only to the host there."


async def _comes(t: Town, name: str, language: str, people: int = 1) -> Phone:
    phone = t.phone(name, {"العربية": "ar", "italiano": "it"}.get(language, "en"))
    await phone.joins(language=language)
    await phone.forges(f"lab/1/sign-up/{people}")
    return phone


async def _host(t: Town, giulia: Phone, language: str = "italiano") -> Phone:
    """The coordinator forwards a link, and whoever opens it is a host."""
    await giulia.forges("desk/lab/1")
    await giulia.taps("🔑 Hosts")
    giulia.sees("0 hosts are noted for this lab.")
    await giulia.taps("🔑 Link for the host")
    luca = t.phone("Luca", "it")
    await luca.opens(giulia.forwards(to=luca))
    await luca.chooses(language)
    await luca.taps("✅")
    return luca


def _pass_of(t: Town, number: int) -> str:
    """What a camera reads from the picture."""
    ((code,),) = t.rows("SELECT pass_code FROM signups WHERE number = :number", number=number)
    return t.app.host.city.link(f"p-{code}")


def _listed(host: Phone, mark: str, number: int, party: int, name: str = "") -> str:
    """A row of the list at the door, in the host's language."""
    about = {"mark": mark, "number": number, "party": party}
    if name:
        return host.reads("{mark} № {number} · {name} · {party}", name=name, **about)
    return host.reads("{mark} № {number} · {party}", **about)


async def test_a_host_sees_who_comes_on_the_day_and_nobody_else_does(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Felt", in_days=1, hour=12)
        giulia = await t.coordinator()
        luca = await _host(t, giulia)
        luca.sees(luca.reads("You are a host of this lab now. Thank you!"), "Felt (it)")
        eve = t.phone("Eve")
        await eve.opens(giulia.forwards(to=eve))
        await eve.taps("English")
        await eve.taps("✅")
        eve.sees("This invitation was used already, or is too old.")
        amina = await _comes(t, "Amina", "العربية", 3)
        await amina.forges("lab/1/name")
        amina.sees(amina.reads("The host knows you as № {number}.", number=1))
        await amina.writes("أمينة")
        await _comes(t, "Fatou", "English")

        await luca.writes("/mylabs")
        await luca.taps("🚪")
        day, hour = t.words("it").day(t.at("10:00", in_days=1), t.app.host.city.zone), "10:00"
        luca.sees(luca.reads("Who is coming is shown here from {day}, {hour}.", day=day, hour=hour))
        await t.clock(t.at("10:00", in_days=1))
        await luca.taps("🚪")
        assert luca.buttons[:2] == [[_listed(luca, "⬜", 1, 3, "أمينة")], [_listed(luca, "⬜", 2, 1)]]
        await luca.taps(_listed(luca, "⬜", 1, 3, "أمينة"))
        luca.sees(_listed(luca, "✅", 1, 3, "أمينة"))
        for address in ("door/lab/1", "door/1/0", "door/1/0/note/2/attended", "door/1/more/2"):
            await eve.forges(address)
            eve.sees("This button leads nowhere any more. Here is the menu.")
            eve.sees_no("Felt", "№", "أمينة")
        assert t.rows("SELECT signup_id, mark, came FROM attendances") == [(1, "attended", 3)]

        await giulia.forges("desk/hosts/1")
        giulia.sees("1 host is noted for this lab.")
        await giulia.taps("🚫 Take it away from all")
        await giulia.taps("🚫 Yes, take it away")
        giulia.sees("0 hosts are noted for this lab.")
        await luca.forges("door/1/0")
        luca.sees(luca.reads("This button leads nowhere any more. Here is the menu."))
        acts = [what for (what,) in t.rows("SELECT what FROM audit ORDER BY id")]
        assert acts == ["invited a host", "became host", "attended", "dropped hosts"]


async def test_a_pass_is_shown_as_a_picture_and_opened_at_the_door(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Felt", in_days=1, hour=12)
        luca = await _host(t, await t.coordinator())
        amina = await _comes(t, "Amina", "العربية", 3)
        await amina.writes("/mylabs")
        await amina.says("🎫 My pass")
        amina.sees(amina.reads("🎫 Your number is {number}.", number=1), "Felt (ar)")
        assert amina.file().startswith(b"\x89PNG")
        link = _pass_of(t, 1)
        await luca.opens(link)
        luca.sees(luca.reads("This lab does not meet now."))
        await t.clock(t.at("11:30", in_days=1))
        eve = t.phone("Eve")
        await eve.joins()
        for other in (eve, amina):
            await other.opens(link)
            other.sees(other.reads(KIND_WORD))
            other.sees_no("Felt", "3")
        assert t.rows("SELECT * FROM attendances") == []
        await luca.opens(link)
        luca.sees(str(luca.town.words("it").count("✅ {n} person is here.", "✅ {n} people are here.", 3)))
        await luca.opens(link)
        luca.sees(luca.reads("№ {number} was noted already.", number=1))
        await luca.says("👥 Not all of them")
        await luca.taps("2")
        luca.sees(_listed(luca, "✅ 2/3", 1, 3))


async def test_who_did_not_come_is_asked_kindly_and_who_came_how_it_was(database_url: str) -> None:
    async with town(database_url) as t:
        t.lab("Felt", in_days=1, hour=12)
        giulia = await t.coordinator()
        luca = await _host(t, giulia)
        amina, paolo = await _comes(t, "Amina", "العربية"), await _comes(t, "Paolo", "italiano")
        await t.clock(t.at("12:10", in_days=1))
        await luca.forges("door/1/0")
        await luca.taps(_listed(luca, "⬜", 1, 1))
        await luca.says("❌ Nobody else came")
        await luca.says("❌ They did not come")
        luca.sees(_listed(luca, "❌", 2, 1))

        await t.clock(t.at("13:30"))
        missed = paolo.reads("💛 We missed you at {title}.", title="Felt (it)")
        assert paolo.has_seen(missed) == 0  # the lab goes on
        await t.clock(t.at("14:00"))
        await t.clock(t.at("14:30"))
        assert (paolo.has_seen(missed), amina.has_seen("💛")) == (1, 0)
        await paolo.says("🚌 The way there")
        paolo.sees(paolo.reads("Thank you for telling us. See you at another lab!"))
        assert t.rows("SELECT mark, reason FROM attendances WHERE signup_id = 2") == [("absent", "transport")]

        await t.clock(t.at("16:00"))
        asked = amina.reads("Did you feel welcome?")
        assert (amina.has_seen(asked), paolo.has_seen(paolo.reads("Did you feel welcome?"))) == (1, 0)
        await amina.says("🙂 Yes")
        await amina.says("🙂 Yes")
        await amina.says("😐 So so")
        await amina.writes("كان جميلا")
        amina.sees(amina.reads("Thank you! It helps us to make the next labs better."))
        assert t.rows("SELECT welcome, useful, again FROM feedback") == [(3, 3, 2)]
        assert t.rows("SELECT words FROM remarks") == [("كان جميلا",)]

        await amina.says("🤝 Stay in touch")
        await amina.says("🤝 Stay in touch")
        await giulia.forges("announce/0/what/pick/0")
        await giulia.writes("We meet again!")
        await giulia.taps("🤝 A lab's circle")
        await giulia.taps("Felt")
        await giulia.taps("📨 Send now")
        giulia.sees("Send it to 1 person now?")
        await giulia.taps("📨 Yes, send")
        await t.settle()
        assert (amina.has_seen("We meet again!"), paolo.has_seen("We meet again!")) == (1, 0)

        await giulia.forges("desk/feedback/1/0")
        giulia.sees_no("Yes", "كان")
        await t.clock(t.at("14:00", in_days=3))
        await giulia.forges("desk/labs/0")
        await giulia.taps("🕰 Past labs")
        await giulia.taps("Felt")
        await giulia.taps("💬 What people say")
        giulia.sees("Too few answered, or all too alike", "Sentences are shown from 3 on.")

"""The main job: a lab is announced, read, signed up for, passed on; a reminder comes."""

from datetime import datetime, timedelta

from tests.journeys.town import town


async def test_the_word_goes_from_the_desk_to_a_friend_of_a_friend(database_url: str) -> None:
    async with town(database_url) as t:
        giulia = await t.coordinator()
        fatou = t.phone("Fatou", "fr")
        await fatou.joins(language="français")
        lab = t.lab(seats=2)

        await giulia.taps("Desk")
        print(giulia.screen)
        await giulia.taps("Announce")
        print(giulia.screen)
        await giulia.taps("Job Stories")
        print(giulia.screen)
        await giulia.writes("Come and see!")
        print(giulia.screen)
        await giulia.taps("Everybody")
        print(giulia.screen)
        await giulia.taps("Send now")
        print(giulia.screen)
        await giulia.taps("Yes, send")
        print(giulia.screen)
        print(fatou.screen)
        amina = t.phone("Amina", "ar")
        await amina.opens(fatou.link())
        print(amina.screen)
        await amina.taps("العربية")
        print(amina.screen)
        await amina.taps("✅")
        print(amina.screen)
        await amina.taps("✋")
        print(amina.screen)
        await amina.taps("1")
        print(amina.screen)
        print(t.rows("select * from arrivals"), t.rows("select * from shares"), lab)
        day = (t.now + timedelta(days=6)).astimezone(t.app.host.city.zone)
        await t.clock(datetime(day.year, day.month, day.day, 18, 0, 1, tzinfo=t.app.host.city.zone))
        print(amina.screen)
        assert 0

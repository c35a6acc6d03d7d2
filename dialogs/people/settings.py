"""Settings: language, reminders, work first, district, interests; stop and start again."""

from typing import Literal

from dialogs.people.menu import to_menu
from dialogs.screen import Button, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Talk
from dialogs.text import NAMES, bold, lines


@screen("settings")
def settings(talk: Talk) -> Screen:
    """How things are set, and the ways to change them."""
    person = talk.person
    language = talk.say("Language: {language}", language=NAMES.get(person.language, person.language))
    reminders = talk.say("Reminders: on") if person.has_reminders else talk.say("Reminders: off")
    work = (
        talk.say("News about work first: yes")
        if person.is_work_first
        else talk.say("News about work first: no")
    )
    district = talk.say("District: {district}", district=person.district) if person.district else None
    news = talk.say("You have stopped all news and reminders.") if person.stopped_at else None
    rows = [
        (
            Button(talk.label("🌍 Language"), to="hello/settings"),
            _switch(talk, "reminders", person.has_reminders),
        ),
        (_switch(talk, "work", person.is_work_first), Button(talk.label("📍 District"), to=districts.to())),
        (
            Button(talk.label("▶️ Start again"), to=resume.to())
            if person.stopped_at
            else Button(talk.label("⏸ Stop all news"), to=stop.to()),
        ),
        (
            Button(talk.label("🔔 My interests"), to="interests"),
            Button(talk.label("🔗 New links"), to="links"),
        ),
        (Button(talk.label("📄 My data"), to="my-data"), Button(talk.label("🗑 Forget me"), to="forget")),
        (to_menu(talk),),
    ]
    if not talk.city.districts:
        rows[1] = rows[1][:1]
    head = bold(talk.say("Settings"))
    return Screen(lines(head, language, reminders, work, district, news), tuple(rows))


def _switch(talk: Talk, wish: Literal["reminders", "work"], is_on: bool) -> Button:
    if wish == "reminders":
        text = talk.label("🔕 No reminders") if is_on else talk.label("🔔 Remind me")
    else:
        text = talk.label("💼 Work not first") if is_on else talk.label("💼 Work first")
    return Button(text, to=turn.to(wish=wish, to="off" if is_on else "on"))


@action("settings/{wish}/{to}")
def turn(talk: Talk, wish: Literal["reminders", "work"], to: Literal["on", "off"]) -> Goto:
    """Switch a wish on or off."""
    column = {"reminders": "has_reminders", "work": "is_work_first"}[wish]
    talk.change(**{column: to == "on"})
    return Goto(settings.to(), toast=talk.label("Done."))


@screen("settings/district")
def districts(talk: Talk) -> Screen:
    """Which part of the city; a choice, never asked for."""
    rows = [
        (Button(name, to=settle.to(number=number)),)
        for number, name in enumerate(talk.city.districts, start=1)
    ]
    rows.append((Button(talk.label("I would rather not say"), to=settle.to(number=0)),))
    asked = talk.say("Which part of {city} do you want news from?", city=talk.city.name)
    return Screen(asked, (*rows, (Button(talk.label("Back"), to=settings.to()),)))


@action("settings/district/{number}")
def settle(talk: Talk, number: int) -> Goto:
    """Keep the district; 0 for none."""
    names = talk.city.districts
    if number <= len(names):
        talk.change(district=names[number - 1] if number else None)
    return Goto(settings.to(), toast=talk.label("Done."))


@action("stop")
def stop(talk: Talk) -> Goto:
    """No news and no reminders any more; answers to what they do themselves go on."""
    talk.change(stopped_at=talk.now)
    return Goto(stopped.to())


@screen("stopped")
def stopped(talk: Talk) -> Screen:
    """That it is quiet now, and how to end it."""
    text = talk.say("You will get no more news and no reminders. Your seats are kept.")
    return Screen(text, ((Button(talk.label("▶️ Start again"), to=resume.to()),), (to_menu(talk),)))


@action("resume")
def resume(talk: Talk) -> Goto:
    """News and reminders again."""
    talk.change(stopped_at=None)
    return Goto("menu", toast=talk.label("Welcome back!"))

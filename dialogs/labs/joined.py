"""That it is done: a seat, or a place in line; and what one may do next."""

from dialogs.labs.answering import to_questions
from dialogs.labs.card import visible
from dialogs.labs.reminding import when_reminded
from dialogs.labs.wording import title
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Rows, Screen
from dialogs.sharing import heard
from dialogs.site import Goto, screen
from dialogs.talk import Talk
from dialogs.text import bold, lines
from storage import signups, waiting


@screen("lab/{lab}/joined")
def joined(talk: Talk, lab: int) -> Screen | Goto:
    """What one has, and what comes next."""
    found = visible(talk, lab)
    signup = signups.of(talk.tx, lab, talk.person.id)
    if found is None or signup is None or signup.state not in ("seated", "waiting"):
        return Goto(f"lab/{lab}")
    own: Rows = to_questions(talk, lab)
    if signup.state == "seated":
        done = talk.count("✅ Done: {n} seat is yours.", "✅ Done: {n} seats are yours.", signup.party)
        next_step = when_reminded(talk, found)
        my_pass = Button(talk.label("🎫 My pass"), to=f"lab/{lab}/pass")
        own += ((my_pass, Button(talk.label("📆 To my calendar"), to=f"lab/{lab}/calendar")),)
    else:
        place, is_full = waiting.place(talk.tx, signup), signups.taken(talk.tx, lab) >= found.seats
        done = talk.say("⏳ Others are before you. Your place on the waiting list: {place}.", place=place)
        if is_full:
            done = talk.say("⏳ The lab is full. Your place on the waiting list: {place}.", place=place)
        next_step = talk.say("When it is your turn, I ask you here. Then one tap is enough.")
    asks, answers = heard.to_question(talk, lab) if heard.is_to_ask(talk) else (None, None)
    rows = (
        *(() if answers is None else ((answers,),)),
        (Button(talk.label("📣 Tell a friend"), to=f"lab/{lab}/tell"),),
        (Button(talk.label("🔎 See the lab"), to=f"lab/{lab}"), Button(talk.label("✅ My labs"), to="mine")),
        (to_menu(talk),),
    )
    name = bold(talk.words.name(title(found, talk.words, talk.city)))
    return Screen(lines(done, name, next_step, None if asks is None else "", asks), (*own, *rows))

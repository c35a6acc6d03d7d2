"""A leader's one-time link that adds the bot to a group of theirs, and lets it post news there.

The desk takes back those that are not used yet: see `dialogs.desk.leaders`. It must not know which group it
will be, nor whose link opened one: see `dialogs.groups.hearing`.
"""

from datetime import timedelta

from dialogs.people.menu import to_menu
from dialogs.screen import Button, Screen
from dialogs.site import action
from dialogs.talk import Access, Talk
from dialogs.text import bold, lines, web_link
from storage import invites

LASTS = timedelta(days=7)
"""So long the link is good."""


@action("kit/group", access=Access.LEADER)
def group_link(talk: Talk) -> Screen:
    """The link, made anew each time, and how it is used; whoever may add members can use it."""
    code = talk.new_code()
    invites.make(talk.tx, code, "group", talk.now + LASTS)
    link = talk.city.group_link(f"g-{code}")
    label = talk.label("➕ Add me to a group")
    text = lines(
        bold(talk.say("News in your group")),
        talk.say("Tap the link and choose the group: I come in, and post the news of the labs there."),
        talk.say("It is good once, for 7 days, and I cannot show it again."),
        "",
        web_link(talk.say("➕ Add me to a group"), link),
    )
    back = (Button(talk.label("🧰 My kit"), to="kit"), to_menu(talk))
    return Screen(text, ((Button(label, url=link),), back))

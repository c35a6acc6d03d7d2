"""An announcement as a group gets it: in the group's language, with the group's own link.

It must not know how a person gets it, but for the words, which are the same.
"""

from dialogs.groups.talk import GroupTalk
from dialogs.screen import Button, Screen
from dialogs.sharing.news import body, file_for
from dialogs.text import lines, web_link
from storage import announcements, labs, shares
from storage.announcements import Announcement
from storage.labs import Lab


def news(talk: GroupTalk, announcement: int) -> Screen | None:
    """The group's copy. Not told where the bot may not post any more, or the lab no longer stands."""
    if not talk.group.is_open:
        return None
    found, lab = talk.recall(("whole", announcement), lambda: _whole(talk, announcement))
    if found is None or found.state == "cancelled":
        return None
    if found.lab_id is not None and (lab is None or lab.status != "published" or talk.now >= lab.ends_at):
        return None
    # One link for each group and lab, however often the lab is told of; to other news, one for each.
    about = {"lab": found.lab_id, "announcement": found.id if lab is None else None}
    code = shares.own(talk.tx, "group", None, talk.new_code(), talk.now, group=talk.group.id, **about)
    words, link = talk.words, talk.city.link(code)
    said = talk.recall(("said", announcement, words.language), lambda: body(talk, found, lab, words))
    invitation = words.say("👉 Read more and sign up") if lab else words.say("👉 See what is coming")
    label = words.label("👉 Read more")
    text, keys = lines(said, "", web_link(invitation, link)), ((Button(label, url=link),),)
    return Screen(words.laid_out(text), keys, file_for(talk, found, words.language))


def _whole(talk: GroupTalk, announcement: int) -> tuple[Announcement | None, Lab | None]:
    found = announcements.get(talk.tx, announcement)
    about = None if found is None else found.lab_id
    return found, None if about is None else labs.get(talk.tx, about)

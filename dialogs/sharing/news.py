"""An announcement as each person gets it: in their language, with a link of its own to pass on."""

from typing import TYPE_CHECKING

from dialogs.address import Code
from dialogs.labs.wording import card as lab_card
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Media, Screen
from dialogs.site import Goto, letter, screen
from dialogs.talk import Access, Talk
from dialogs.text import NAMES, Html, Words, bold, lines, web_link
from storage import announcements, labs, shares
from storage.announcements import Announcement
from storage.labs import Lab

if TYPE_CHECKING:
    from dialogs.groups.talk import GroupTalk


def text_for(talk: "Talk | GroupTalk", news: Announcement, language: str) -> tuple[str, str] | None:
    """The announcement's words for a reader of `language`: (language, text); None if it has none."""
    for spoken in (*talk.city.chain(language), news.language):
        if spoken in news.texts:
            return spoken, news.texts[spoken]
    return None


def file_for(talk: "Talk | GroupTalk", news: Announcement, language: str) -> Media | None:
    """The file that goes to a reader of `language`: theirs, or the first along the fallback chain."""
    for spoken in (*talk.city.chain(language), news.language):
        if spoken in news.files:
            kind, file_id = news.files[spoken]
            return Media(kind, file_id)
    return None


def body(talk: "Talk | GroupTalk", news: Announcement, lab: Lab | None, words: Words) -> Html:
    """What an announcement says, in one language: its words, then the lab's card."""
    own = text_for(talk, news, words.language)
    parts: list[str | None] = []
    if own is not None:
        spoken, text = own
        parts.append(words.name(text))
        if spoken != words.language:
            language = NAMES.get(spoken, spoken)
            parts.append(words.say("(Not in your language yet: this is {language}.)", language=language))
    if lab is not None:
        parts += ["" if parts else None, lab_card(lab, words, talk.city, talk.now)]
    return lines(*parts)


@letter("news/{announcement}")
def news(talk: Talk, announcement: int) -> Screen | None:
    """One person's copy. Not told if they have stopped since, or the lab no longer stands."""
    found, lab = talk.recall(("news", announcement), lambda: _whole(talk, announcement))
    if found is None or found.state == "cancelled":
        return None
    if talk.access is Access.VISITOR or talk.person.stopped_at is not None:
        return None
    if found.lab_id is not None and (lab is None or lab.status != "published" or talk.now >= lab.ends_at):
        return None
    about = {"lab": found.lab_id, "announcement": found.id}
    code = shares.own(talk.tx, "copy", talk.person.id, talk.new_code(), talk.now, **about)
    words = talk.words
    told = talk.recall(("told", announcement, words.language), lambda: body(talk, found, lab, words))
    invitation = words.say("👉 Read more and sign up") if lab else words.say("👉 See what is coming")
    text = lines(told, "", web_link(invitation, talk.city.link(code)))
    rows = (
        (Button(talk.label("✋ I want to come"), to=f"lab/{lab.id}/sign-up"),) if lab else (to_menu(talk),),
        (Button(talk.label("📣 Tell a friend"), to=f"lab/{lab.id}/tell" if lab else "friend"),),
    )
    return Screen(text, rows, file_for(talk, found, words.language))


def _whole(talk: Talk, announcement: int) -> tuple[Announcement | None, Lab | None]:
    found = announcements.get(talk.tx, announcement)
    about = None if found is None else found.lab_id
    return found, None if about is None else labs.get(talk.tx, about)


@screen("told/{code}", access=Access.VISITOR)
def read(talk: Talk, code: Code) -> Screen | Goto:
    """The words of an announcement that somebody passed on, to who has its link."""
    share = shares.by_code(talk.tx, code)
    about = None if share is None else share.announcement_id
    found = None if about is None else announcements.get(talk.tx, about)
    if found is None or found.state in ("draft", "cancelled") or found.lab_id is not None:
        return Goto("labs")
    rows = ((Button(talk.label("📅 Labs"), to="labs"), to_menu(talk)),)
    text = lines(bold(talk.say("News")), body(talk, found, None, talk.words))
    return Screen(text, rows, file_for(talk, found, talk.words.language))

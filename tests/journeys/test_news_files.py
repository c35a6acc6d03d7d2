"""A photo, a voice message or a file with an announcement: one per language, seen before it goes."""

from typing import Any

import pytest

from tests.journeys.newsroom import four_people, sends, writes_news
from tests.journeys.phone import Phone
from tests.journeys.town import town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


async def _adds(giulia: Phone, language: str, kind: Any) -> str:
    """Put a file beside the draft; its id."""
    await giulia.taps("Photo, voice or file")
    giulia.sees("For readers of which language?")
    await giulia.taps(language)
    giulia.sees("Send the photo, the voice message or the file now.")
    await giulia.shows(kind)
    giulia.sees("✏️ Not sent yet.")
    files = giulia.town.rows("SELECT file_id FROM announcement_media ORDER BY language")
    return str(next(file for (file,) in files if file.startswith({"photo": "AgAC", "voice": "AwAC"}[kind])))


def _got(phone: Phone) -> list[tuple[str, str]]:
    """The files in a chat: (id, text below it)."""
    return [(m.media.file_id, m.text) for m in phone.messages if m.media is not None]


async def test_each_language_has_its_own_file_and_the_others_the_one_they_fall_back_to(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        giulia, fatou, amina, marco = await four_people(t)
        await writes_news(giulia, "The office is closed.", "Everybody")
        voice = await _adds(giulia, "français", "voice")
        photo = await _adds(giulia, "italiano", "photo")
        giulia.sees("📎 With a file: français, italiano")
        await giulia.taps("Look in each language")
        await giulia.taps("français")
        assert _got(giulia)[-1] == (voice, giulia.raw)
        giulia.sees("The office is closed.", "Without this file")
        await giulia.taps("Back")
        await sends(giulia)
        assert [file for file, _ in _got(fatou)] == [voice]
        assert [file for file, _ in _got(amina)] == [voice]  # Arabic falls back to French
        assert [file for file, _ in _got(marco)] == [photo]
        assert _got(giulia)[-1][0] == photo
        assert "The office is closed." in _got(marco)[0][1]
        assert marco.link()  # the link of one's own is in the caption


async def test_a_text_too_long_for_a_caption_comes_as_a_message_of_its_own(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou, *_ = await four_people(t)
        long = "The office is closed. " * 60
        await writes_news(giulia, long, "Everybody")
        photo = await _adds(giulia, "français", "photo")
        await sends(giulia)
        assert _got(fatou) == [(photo, "")]
        assert fatou.has_seen("The office is closed.") == 1
        assert fatou.buttons


async def test_what_is_no_photo_voice_or_file_is_answered_in_words_and_asked_again(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, *_ = await four_people(t)
        await writes_news(giulia, "The office is closed.", "Everybody")
        await giulia.taps("Photo, voice or file")
        await giulia.taps("français")
        for kind in ("video", "sticker"):
            await giulia.shows(kind)
            giulia.sees("This cannot go with an announcement: only a photo, a voice message or a file.")
            giulia.sees("Send the photo, the voice message or the file now.")
        await giulia.writes("here it is")
        giulia.sees("Please send a photo, a voice message or a file.")
        await giulia.shows("document")
        giulia.sees("📎 With a file: français")


async def test_a_file_is_taken_away_again_until_it_has_gone_out(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou, *_ = await four_people(t)
        await writes_news(giulia, "The office is closed.", "Everybody")
        await _adds(giulia, "français", "photo")
        await giulia.taps("Look in each language")
        giulia.sees_no("Without this file")
        await giulia.taps("français")
        await giulia.taps("Without this file")
        giulia.sees_no("📎 With a file")
        await _adds(giulia, "français", "photo")
        await sends(giulia)
        await giulia.forges("desk/news/1/unfile/fr")
        assert t.rows("SELECT language FROM announcement_media") == [("fr",)]
        assert len(_got(fatou)) == 1


async def test_who_is_told_by_a_friend_sees_the_file_too(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou, *_ = await four_people(t)
        await writes_news(giulia, "The office is closed.", "Everybody")
        photo = await _adds(giulia, "français", "photo")
        await sends(giulia)
        omar = t.phone("Omar", "fr")
        await omar.opens(fatou.link())
        await omar.chooses("français")
        await omar.taps("✅")
        assert [file for file, _ in _got(omar)] == [photo]

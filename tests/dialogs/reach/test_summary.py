"""What a report says in plain words, and what it says when there is too little."""

from dataclasses import replace

import pytest

from dialogs.reach.summary import summary
from tests.dialogs.chat import BOLOGNA, CATALOGS
from tests.dialogs.reach.reports import CITY, HIDDEN, LAB, NOBODY, REPORTS

ENGLISH = CATALOGS.words(("en",))
MESSAGE = 4096
"""Characters of a message (https://core.telegram.org/bots/api#sendmessage)."""


def test_a_city_is_told_in_some_twenty_lines() -> None:
    assert summary(CITY, ENGLISH, BOLOGNA).split("\n") == [
        "<b>How the word travels</b>",
        "All labs in Bologna",
        "until Sunday 1 March",
        "",
        "<b>The word has reached 414 people</b>",
        "For comparison: the pilot had 122 people (65 newcomers, 57 locals) in 12 labs, and 33 partners.",
        "",
        "<b>How they first heard</b>",
        "• Friends: 141",
        "• Community leaders: 90",
        "• Groups: 50",
        "• Posters: not told",
        "Of 100, 62 heard it from a person (between 57 and 67).",
        "Cards posted in other chats: 25 or more.",
        "",
        "<b>Passing it on</b>",
        "10 people bring about 6 more (between 4 and 8).",
        "10 leaders bring about 26 (between 18 and 37).",
        "The most active fifth brings 70 of 100.",
        "From hearing to telling it takes about 4 days (often between 2 and 12).",
        "",
        "<b>How it may go on</b>",
        "By 30/4, about 474 people in all (8 of 10 times between 444 and 534).",
        "That the word ends by itself: 82 of 100.",
        "To reach 500 people 8 of 10 times: tell 24 leaders first.",
        "To reach 5000 people, leaders alone are not enough.",
        "",
        "People are counted in full groups of 5: who came last is counted with the next.",
        "⚠️ Little is known yet of who tells others: this is a first guess.",
        "Who told whom is forgotten after 180 days: what is older is counted only.",
        "What is not told is too small to be told, or would give such a number away.",
    ]


def test_too_few_people_get_a_kind_word_and_no_figure() -> None:
    assert summary(NOBODY, ENGLISH, BOLOGNA).split("\n")[4:] == [
        "Fewer than 5 people have come so far.",
        "Figures are shown when there are more: nobody is to be found out by them.",
        "Until then: pass the word on, and look again in some days.",
    ]


def test_of_a_lab_its_title_is_escaped_and_told_in_the_readers_language() -> None:
    assert summary(LAB, ENGLISH, BOLOGNA).split("\n")[1] == "Lab: Job &lt;Stories&gt; &amp; $more$ 🧵"
    arabic = summary(LAB, CATALOGS.words(BOLOGNA.chain("ar")), BOLOGNA)
    assert "قصص العمل" in arabic
    french = summary(replace(LAB, titles={"ar": "قصص العمل"}), CATALOGS.words(BOLOGNA.chain("fr")), BOLOGNA)
    assert "قصص العمل" in french  # better in another language than without a name


def test_what_is_not_known_is_not_spoken_of() -> None:
    told = summary(HIDDEN, ENGLISH, BOLOGNA)
    assert "Passing it on" not in told
    assert "How it may go on" not in told
    assert "posted" not in told
    assert "posted" not in summary(LAB, ENGLISH, BOLOGNA)  # none was
    assert "• Friends: not told\n• Groups: not told" in told


@pytest.mark.parametrize("language", ["en", *CATALOGS.shipped])
def test_every_report_is_one_message_in_every_language(language: str) -> None:
    words = CATALOGS.words(BOLOGNA.chain(language))
    assert all(len(summary(report, words, BOLOGNA)) < MESSAGE / 2 for report in REPORTS.values())

"""Ask: a question goes to the desk as a number and a language; a human's answer comes back."""

import pytest

from tests.journeys.phone import Phone
from tests.journeys.town import Town, town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


async def _asks(t: Town, question: str = "Is there a room for prams?") -> tuple[Phone, Phone]:
    giulia, fatou = await t.coordinator(), t.phone("Fatou Diallo", "fr")
    await fatou.joins(language="français")
    await fatou.says("❓ Ask")
    await fatou.writes(question)
    return giulia, fatou


async def test_a_question_reaches_the_desk_without_a_name_and_its_answer_comes_back(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        giulia, fatou = await _asks(t)
        fatou.sees(
            fatou.reads("Thank you! Your question has number {number}. The answer comes here.", number=1)
        )
        giulia.sees("❓ Question 1 · français", "Is there a room for prams?", "✍️ Answer")
        giulia.sees_no("Fatou", "Diallo", "1001")
        assert giulia.messages[-1].is_protected

        await giulia.writes("Yes, on the ground floor.", reply_to=giulia.messages[-1].id)
        giulia.sees("Your answer to question 1 is on its way.")
        fatou.sees("👤", "1", "Yes, on the ground floor.")
        assert fatou.text.splitlines()[0] == fatou.reads(
            "👤 A person answers your question {number}:", number=1
        )
        fatou.sees_no("Giulia")
        assert t.rows("SELECT state FROM questions") == [("answered",)]

        await fatou.says("❓ Ask something else")
        await fatou.writes("And a lift?")
        giulia.sees("❓ Question 2 · français", "And a lift?")


async def test_a_voice_message_is_asked_and_answered_like_a_text(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou = await t.coordinator(), t.phone("Fatou")
        await fatou.joins()
        await fatou.taps("Ask")
        await fatou.shows("voice")
        fatou.sees("Your question has number 1.")
        copy = giulia.messages[-1]
        assert copy.media.kind == "voice"
        giulia.sees("❓ Question 1 · English")
        await giulia.shows("voice", reply_to=copy.id)
        assert fatou.messages[-1].media.kind == "voice"
        fatou.sees("👤 A person answers your question 1:")


async def test_the_desk_answers_from_its_list_too(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou = await _asks(t)
        await giulia.writes("/desk")
        giulia.sees("1 question waits for an answer.")
        await giulia.taps("Questions")
        await giulia.taps("1: Is there a room")
        giulia.sees("Write your answer now, or record a voice message.")
        await giulia.shows("sticker")
        giulia.sees("Please write it as text, or record a voice message.", "Is there a room for prams?")
        await giulia.writes("x" * 2001)
        giulia.sees("Please keep it to 2000 letters.")
        await giulia.writes("Yes.")
        giulia.sees("Your answer to question 1 is on its way.")
        assert fatou.has_seen("Yes.") == 1
        await giulia.taps("Desk")
        await giulia.taps("Questions")
        giulia.sees("No question waits. Well done!")


async def test_every_coordinator_gets_a_copy_and_whoever_answers_first_is_enough(database_url: str) -> None:
    async with town(database_url, PASSAPAROLA_DESK__COORDINATORS="[900, 901]") as t:
        paolo = t.phone("Paolo", number=901)
        await paolo.joins()
        giulia, fatou = await _asks(t)
        assert paolo.has_seen("Is there a room for prams?") == 1
        await paolo.taps("Answer")
        await paolo.writes("Yes.")
        await giulia.writes("Also yes.", reply_to=giulia.finds("Is there a room").id)
        assert (fatou.has_seen("Also yes."), fatou.has_seen("Yes.")) == (1, 1)
        assert giulia.has_seen("on its way") == 1


async def test_what_waits_too_long_is_put_before_the_desk_again(database_url: str) -> None:
    async with town(database_url, PASSAPAROLA_DESK__QUESTION_WAIT_H="3") as t:
        giulia, fatou = await _asks(t)
        await t.clock(t.at("12:55"))
        assert giulia.has_seen("Question 1") == 1
        await t.clock(t.at("13:05"))
        assert giulia.has_seen("Question 1") == 2
        giulia.sees("It has waited for 3 hours.")
        await t.clock(t.at("13:10"))
        assert giulia.has_seen("Question 1") == 2
        await t.clock(t.at("16:06"))
        assert giulia.has_seen("Question 1") == 3
        await giulia.writes("Yes.", reply_to=giulia.messages[-1].id)
        await t.clock(t.at("20:00"))
        assert giulia.has_seen("❓ Question 1") == 3
        assert fatou.has_seen("Yes.") == 1


async def test_who_is_no_coordinator_cannot_answer_and_a_reply_to_other_things_is_no_answer(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        giulia, fatou = await _asks(t)
        await fatou.forges("desk/question/1")
        fatou.sees_no("prams")
        await giulia.writes("Hello?", reply_to=giulia.messages[0].id)
        giulia.sees("I am a bot and did not understand.")
        assert t.rows("SELECT state FROM questions") == [("open",)]


async def test_the_answer_comes_in_the_language_one_reads_by_then(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou = await _asks(t)
        await fatou.writes("/language")
        await fatou.chooses("italiano")
        await giulia.writes("Yes.", reply_to=giulia.finds("prams").id)
        assert fatou.text.splitlines()[0] == fatou.reads(
            "👤 A person answers your question {number}:", number=1
        )


async def test_a_question_of_somebody_forgotten_is_gone_with_them(database_url: str) -> None:
    async with town(database_url) as t:
        giulia, fatou = await _asks(t)
        await fatou.writes("/forget")
        await fatou.says("🗑 Yes, forget me")
        await giulia.writes("Yes.", reply_to=giulia.finds("prams").id)
        giulia.sees("This question is gone: the person has left, or it is long ago.")
        assert t.rows("SELECT person_id, text, voice FROM questions") == [(None, "", "")]

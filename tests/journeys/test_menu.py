"""The menu as commands; how the bot presents itself; what it says in a group."""

from datetime import timedelta

import pytest

from tests.journeys.town import town

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


async def test_every_command_leads_to_its_place_and_any_other_to_help(database_url: str) -> None:
    async with town(database_url) as t:
        fatou = t.phone("Fatou")
        await fatou.joins()
        t.lab("Felt Slippers")
        for command, seen in (
            ("/labs", "What is coming"),
            ("/mylabs", "You have not signed up for a lab yet."),
            ("/friend", "What would your friend like?"),
            ("/ask", "Write your question"),
            ("/settings", "Language: English"),
            ("/menu", "What would you like to do?"),
            ("/help", "Here you find the community labs of Bologna"),
            ("/language", "Hello! Which language do you read best?"),
            ("/desk", "This is only for the coordinators. Here is the menu."),
            ("/LABS@passaparola_bot", "What is coming"),
            ("/nosuchthing", "I am a bot and did not understand."),
            ("Hello", "I am a bot and did not understand. Tap a button, or “Ask” to write to a person."),
        ):
            await fatou.writes(command)
            fatou.sees(seen)
        await fatou.shows("sticker")
        fatou.sees("I am a bot and did not understand.", "📅 Labs")


@pytest.mark.usefixtures("presents_itself")
async def test_the_bot_presents_itself_in_each_language(database_url: str) -> None:
    async with town(database_url) as t:
        profile = t.playground.world.profile
        await t.until(lambda: profile.commands_seen(5, "ar") != profile.commands_seen(5, ""))  # the last
        for language in ("en", "it", "fr", "ar"):
            words, city = t.words(language), "Bologna"
            assert profile.text("name", language) == words.label("Passaparola · {city}", city=city)
            short = words.label("The community labs of {city}: look, sign up, tell a friend.", city=city)
            assert profile.text("short_description", language) == short
            assert city in profile.text("description", language)
            commands = {each["command"]: each["description"] for each in profile.commands_seen(5, language)}
            assert commands == {
                "labs": words.label("See the labs"),
                "mylabs": words.label("My labs"),
                "friend": words.label("Tell a friend"),
                "ask": words.label("Ask a person"),
                "settings": words.label("Language, reminders, my data"),
            }
        assert profile.text("description", "ti") == profile.text("description", "it")  # the city's own


async def test_a_group_is_greeted_once_and_then_left_in_peace(database_url: str) -> None:
    async with town(database_url) as t:
        fatou, world = t.phone("Fatou", "fr"), t.playground.world
        world.add_group(-5, "Femmes du quartier")
        world.add_bot(fatou.id, -5)
        await t.settle()
        await t.clock(t.now + timedelta(seconds=10))  # a leader's code may come right after
        world.write(fatou.id, -5, "Bonjour à toutes")
        world.write(fatou.id, -5, "/labs")
        await t.settle()
        said = [message.text for message in world.from_bot(-5)]
        assert len(said) == 1
        assert said[0].startswith(
            t.words("fr").label("Hello! Here you find the community labs of {city}.", city="Bologna")
        )
        assert t.rows("SELECT count(*) FROM people") == [(0,)]

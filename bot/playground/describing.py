"""What the bot asks about itself, chats and files, and how it describes itself.

It must not know HTTP; a method takes the world and what is asked, and gives what Telegram answers.
"""

from bot.playground.access import known_chat
from bot.playground.parameters import Parameters
from bot.playground.people import Json
from bot.playground.profile import Part, check_language, scope_key
from bot.playground.refusal import bad_request
from bot.playground.world import World

DOWNLOAD_BYTES = 20 * 1024 * 1024


def get_me(world: World, asked: Parameters) -> Json:
    """getMe: a bot in privacy mode."""
    return world.bot_user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": world.has_inline_mode,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, asked: Parameters) -> Json:
    """getChat."""
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return world.chat_json(known_chat(world, asked)) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def leave_chat(world: World, asked: Parameters) -> bool:
    """leaveChat."""
    chat = known_chat(world, asked)
    if chat > 0:
        raise bad_request("chat not found")
    world.leave_group(chat)
    return True


def get_file(world: World, asked: Parameters) -> Json:
    """getFile."""
    media = world.files.get(asked.text("file_id"))
    if media is None:
        raise bad_request("invalid file_id")
    if len(media.content) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    unique_id = f"AQAD{media.number:08d}"
    return {
        "file_id": media.file_id,
        "file_unique_id": unique_id,
        "file_size": len(media.content),
        "file_path": media.path,
    }


def set_my_commands(world: World, asked: Parameters) -> bool:
    """setMyCommands."""
    commands = asked.records("commands")
    world.profile.set_commands(scope_key(asked.record("scope")), asked.text("language_code"), commands)
    world.changed()
    return True


def get_my_commands(world: World, asked: Parameters) -> list[Json]:
    """getMyCommands."""
    return world.profile.commands(scope_key(asked.record("scope")), asked.text("language_code"))


def delete_my_commands(world: World, asked: Parameters) -> bool:
    """deleteMyCommands."""
    world.profile.set_commands(scope_key(asked.record("scope")), asked.text("language_code"), [])
    world.changed()
    return True


def _set_text(world: World, asked: Parameters, part: Part) -> bool:
    world.profile.set_text(part, asked.text(part), asked.text("language_code"))
    world.changed()
    return True


def _get_text(world: World, asked: Parameters, part: Part) -> Json:
    return {part: world.profile.text(part, check_language(asked.text("language_code")))}


def set_my_name(world: World, asked: Parameters) -> bool:
    """setMyName."""
    return _set_text(world, asked, "name")


def get_my_name(world: World, asked: Parameters) -> Json:
    """getMyName."""
    return _get_text(world, asked, "name")


def set_my_description(world: World, asked: Parameters) -> bool:
    """setMyDescription."""
    return _set_text(world, asked, "description")


def get_my_description(world: World, asked: Parameters) -> Json:
    """getMyDescription."""
    return _get_text(world, asked, "description")


def set_my_short_description(world: World, asked: Parameters) -> bool:
    """setMyShortDescription."""
    return _set_text(world, asked, "short_description")


def get_my_short_description(world: World, asked: Parameters) -> Json:
    """getMyShortDescription."""
    return _get_text(world, asked, "short_description")

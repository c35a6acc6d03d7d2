"""The methods this Telegram knows, by their names in lower case, and which of them cost budget.

It must not know HTTP. getUpdates is not here: it waits, so `polling.py` has it.
"""

from collections.abc import Callable
from typing import Any

from bot.playground import describing, editing, hooking, offering, sending
from bot.playground.parameters import Parameters
from bot.playground.world import World

Method = Callable[[World, Parameters], Any]

COUNTED: dict[str, Method] = {
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "sendvoice": sending.send_voice,
    "senddocument": sending.send_document,
    "copymessage": sending.copy_message,
    "forwardmessage": sending.forward_message,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
}
"""Sends and edits: each one counts against the limits."""

METHODS: dict[str, Method] = COUNTED | {
    "getme": describing.get_me,
    "deletemessage": editing.delete_message,
    "answercallbackquery": editing.answer_callback_query,
    "answerinlinequery": offering.answer_inline_query,
    "sendchataction": editing.send_chat_action,
    "getchat": describing.get_chat,
    "leavechat": describing.leave_chat,
    "getfile": describing.get_file,
    "setwebhook": hooking.set_webhook,
    "deletewebhook": hooking.delete_webhook,
    "getwebhookinfo": hooking.get_webhook_info,
    "setmycommands": describing.set_my_commands,
    "getmycommands": describing.get_my_commands,
    "deletemycommands": describing.delete_my_commands,
    "setmyname": describing.set_my_name,
    "getmyname": describing.get_my_name,
    "setmydescription": describing.set_my_description,
    "getmydescription": describing.get_my_description,
    "setmyshortdescription": describing.set_my_short_description,
    "getmyshortdescription": describing.get_my_short_description,
}

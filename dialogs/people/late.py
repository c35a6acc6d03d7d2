"""A reply that was long on its way says sorry first, below all that has been said since.

It must not know why it is late.
"""

from dataclasses import replace
from datetime import timedelta

from dialogs.screen import Message
from dialogs.talk import Talk
from dialogs.text import bold, lines

LATE = timedelta(minutes=10)
"""From here on a reply is no answer any more: who asked has put the phone away."""


def with_sorry(talk: Talk, message: Message) -> Message:
    """The same words, after ours; a message of its own, since the one to be edited is far above by now."""
    sorry = talk.words.laid_out(bold(talk.say("Sorry: I could not answer you earlier.")))
    return Message(replace(message.screen, text=lines(sorry, "", message.screen.text)))

"""How what a lab asks, and what was answered, is put into words.

It must not know who asks, nor who answered.
"""

from dialogs.talk import Talk
from dialogs.text import NAMES, Html
from storage import fields
from storage.fields import UNSAID, Field, FieldText


def read_as(talk: Talk, field: Field, value: str) -> str:
    """An answer in the reader's language, plain; "" for who would rather not say."""
    if field.kind == "yes_no" and value != UNSAID:
        return talk.label("Yes") if value == "yes" else talk.label("No")
    return fields.shown(field, value, talk.city.chain(talk.person.language))


def text_for(talk: Talk, field: Field) -> FieldText:
    """A field's words as the reader gets them."""
    return field.text_for(talk.city.chain(talk.person.language))


def honesty(talk: Talk, text: FieldText) -> Html | None:
    """That a question is not in the reader's language."""
    if text.language == talk.person.language:
        return None
    name = NAMES.get(text.language, text.language)
    return talk.say("(Not in your language yet: this is {language}.)", language=name)

"""How this Telegram says no: an error code and the words of the real one.

It must not know who asked, nor over which wire the answer goes.
"""


class Refusal(Exception):
    """One refused request. `description` and `parameters` go out as Telegram writes them.

    Source: core.telegram.org/bots/api#making-requests.
    """

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(words: str, **parameters: int) -> Refusal:
    """400, with its prefix."""
    return Refusal(400, f"Bad Request: {words}", **parameters)


def forbidden(words: str) -> Refusal:
    """403, with its prefix."""
    return Refusal(403, f"Forbidden: {words}")

"""A link as a picture that a phone's camera reads (ISO/IEC 18004). It must not know where it leads."""

import io
from typing import Literal

SCALE = 10
"""Pixels of one module: read from another phone's screen at arm's length."""
BORDER = 4
"""Light modules around it, as the standard asks for."""


def png(text: str, error: Literal["m", "q"] = "m") -> bytes:
    """The code of a text, dark on light, as a PNG; up to 15 % of it (q: 25 %) may be unreadable."""
    import segno  # only who asks for a picture waits for it

    code = segno.make_qr(text, error=error, boost_error=False)
    picture = io.BytesIO()
    code.save(picture, kind="png", scale=SCALE, border=BORDER, dark="black", light="white")
    return picture.getvalue()

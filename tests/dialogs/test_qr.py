"""The picture of a pass can be read: the right dark and light places, and a light border around them."""

import struct
import zlib

import segno

from dialogs.sharing.qr import BORDER, SCALE, png

LINK = "https://t.me/passaparola_bot?start=p-Code000001"


def pixels(picture: bytes) -> list[list[bool]]:
    """The dark pixels of a PNG of one bit each, row by row (ISO/IEC 15948)."""
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    at, data, width, depth, colours, palette = 8, b"", 0, 0, 0, b""
    while at < len(picture):
        length, kind = struct.unpack(">I4s", picture[at : at + 8])
        chunk = picture[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, _, depth, colours = struct.unpack(">IIBB", chunk[:10])
        palette = chunk if kind == b"PLTE" else palette
        data += chunk if kind == b"IDAT" else b""
        at += 12 + length
    assert (depth, colours in (0, 3)) == (1, True)
    black = 0 if colours == 0 else [palette[i : i + 3] for i in range(0, len(palette), 3)].index(b"\0\0\0")
    raw, row = zlib.decompress(data), 1 + (width + 7) // 8
    lines = [raw[i : i + row] for i in range(0, len(raw), row)]
    above = bytes(row - 1)
    for n, line in enumerate(
        lines
    ):  # each row is written as it is (0), or as what differs from the one above (2)
        assert line[0] in (0, 2)
        above = bytes((x + y) % 256 for x, y in zip(line[1:], above, strict=True)) if line[0] else line[1:]
        lines[n] = line[:1] + above
    return [[(line[1 + x // 8] >> (7 - x % 8) & 1) == black for x in range(width)] for line in lines]


def test_the_picture_is_the_code_of_the_link_with_a_light_border() -> None:
    shown = pixels(png(LINK))
    modules = [line[SCALE // 2 :: SCALE] for line in shown[SCALE // 2 :: SCALE]]
    wanted = segno.make_qr(LINK, error="m", boost_error=False)
    size = len(wanted.matrix) + 2 * BORDER
    assert (len(shown), len(modules)) == (size * SCALE, size)
    inside = [line[BORDER:-BORDER] for line in modules[BORDER:-BORDER]]
    assert inside == [[bool(module) for module in line] for line in wanted.matrix]
    around = [*modules[:BORDER], *modules[-BORDER:], *(line[:BORDER] + line[-BORDER:] for line in modules)]
    assert not any(any(line) for line in around)


def test_every_pixel_of_a_module_is_alike() -> None:
    shown = pixels(png(LINK))
    for y, line in enumerate(shown):
        assert line == shown[y // SCALE * SCALE]
        assert all(dark == line[x // SCALE * SCALE] for x, dark in enumerate(line))


def test_another_link_is_another_picture() -> None:
    assert png(LINK) != png(LINK[:-1] + "2")

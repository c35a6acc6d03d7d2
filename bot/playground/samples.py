"""Small true files for what people show without choosing one: a picture, a voice, a document.

It must not know who shows them.
"""

import io
import struct
import wave
import zlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """A file with its name and type."""

    content: bytes
    name: str
    mime: str


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def picture(side: int = 160) -> bytes:
    """A square PNG: a sky that darkens from left to right."""
    row = b"\0" + bytes(level for x in range(side) for level in (60, 200 - x % 128, 220 - x % 128))
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(row * side)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def voice(length_s: float = 0.5) -> bytes:
    """A WAV with a low hum that fades."""
    frames = int(8000 * length_s)
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(
            bytes(128 + (n // 18 % 2 * 40 - 20) * (frames - n) // frames for n in range(frames))
        )
    return buffer.getvalue()


SAMPLES = {
    "photo": Sample(picture(), "photo.png", "image/png"),
    "sticker": Sample(picture(), "sticker.png", "image/png"),
    "voice": Sample(voice(), "voice.wav", "audio/x-wav"),
    "audio": Sample(voice(), "audio.wav", "audio/x-wav"),
    "document": Sample(b"A document of somebody's.\n", "document.txt", "text/plain"),
    "video": Sample(b"\0\0\0\x18ftypmp42", "video.mp4", "video/mp4"),
}

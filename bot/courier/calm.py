"""When Telegram cannot be reached, everything waits, longer each time: nobody knocks a thousand times.

Pure: `now_s` and `chance` (0 to 1, drawn anew each time) are passed in. It must not know what failed.
"""

FAILURES = 3
"""So many messages in a row without an answer of Telegram's, and it is Telegram's trouble."""
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 60.0


class Calm:
    """The pauses: 1, 2, 4 … 60 seconds, each shortened by chance by up to a half."""

    def __init__(self) -> None:
        self.until_s = 0.0
        self._failures = 0
        self._pauses = 0
        self._began_at_s = -1.0

    @property
    def is_on(self) -> bool:
        """Telegram must answer before anything goes out again."""
        return self._pauses > 0

    def failed(self, sent_at_s: float, now_s: float, chance: float) -> None:
        """A message that went at `sent_at_s` was not answered. What went before the pause proves nothing."""
        if sent_at_s < self._began_at_s:
            return
        self._failures += 1
        if self._failures >= FAILURES or self.is_on:
            self.pause(now_s, chance)

    def pause(self, now_s: float, chance: float) -> None:
        """Keep still for a while, from now on."""
        longest_s = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2.0 ** min(self._pauses, 10))
        self.until_s = now_s + longest_s * (1.0 - chance / 2)
        self._pauses += 1
        self._failures = 0
        self._began_at_s = now_s

    def answered(self) -> None:
        """Telegram answered, whatever it said."""
        self._failures = self._pauses = 0
        self.until_s = 0.0

"""A claim that everybody gets: what happens then shows what the real one is for."""

import time

from storage.claim import Bell


class Unlocked:
    """Held by whoever asks."""

    def watch(self, timeout_s: float) -> set[Bell]:
        """Nobody rings, and it is never lost."""
        time.sleep(timeout_s)
        return set()

    def release(self) -> None:
        """Nothing was held."""

"""Troubles asked for by a test: what goes wrong with which of the next requests.

It must not know sockets; `server.py` does what is planned here.
"""

from dataclasses import dataclass, field
from typing import Literal

SLOW_S = 3.0
"""How slow the page makes it."""
TROUBLES = ("is_slow", "is_down", "loses_answers")
"""Those that last, as they can be switched."""
BAD_GATEWAY = "<html>502 Bad Gateway</html>"
Trouble = Literal["answer", "cut_before", "cut_after", "delay", "hang"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One trouble for one request. `method` in lower case, "" for any; `chat` None for any."""

    trouble: Trouble
    method: str = ""
    chat: int | None = None
    status: int = 0
    body: str = ""
    retry_after_s: int = 0
    delay_s: float = 0.0


DOWN = Fault("answer", status=502, body=BAD_GATEWAY)


@dataclass(slots=True)
class Faults:
    """Troubles that last until they are switched off, and planned ones for single requests.

    While it lasts: `latency_s` is added to every answer; `is_down`: nothing is done and every answer is
    a gateway's 502; `loses_answers`: all is done, but only getUpdates is answered. The planned ones come
    in the order they were asked for, and each is used up by the first request it fits; `times` says for
    how many requests.
    """

    latency_s: float = 0.0
    is_down: bool = False
    loses_answers: bool = False
    _planned: list[Fault] = field(default_factory=list)

    @property
    def is_slow(self) -> bool:
        """Whether answers come later than they could."""
        return self.latency_s > 0

    @is_slow.setter
    def is_slow(self, is_on: bool) -> None:
        self.latency_s = SLOW_S if is_on else 0.0

    def fail(
        self, method: str = "", status: int = 502, body: str = BAD_GATEWAY,
        chat: int | None = None, times: int = 1,
    ) -> None:  # fmt: skip
        """Answer with this status and body; nothing is done."""
        self._plan(Fault("answer", method.lower(), chat, status, body), times)

    def flood(
        self, method: str = "", retry_after_s: int = 1, chat: int | None = None, times: int = 1
    ) -> None:
        """Answer 429, to be asked again after so many seconds; nothing is done."""
        self._plan(Fault("answer", method.lower(), chat, 429, retry_after_s=retry_after_s), times)

    def cut_before(self, method: str = "", chat: int | None = None, times: int = 1) -> None:
        """Close the connection; nothing is done."""
        self._plan(Fault("cut_before", method.lower(), chat), times)

    def cut_after(self, method: str = "", chat: int | None = None, times: int = 1) -> None:
        """Do it, and close the connection without an answer."""
        self._plan(Fault("cut_after", method.lower(), chat), times)

    def delay(self, method: str = "", delay_s: float = 1.0, chat: int | None = None, times: int = 1) -> None:
        """Do it at once, answer so many seconds later."""
        self._plan(Fault("delay", method.lower(), chat, delay_s=delay_s), times)

    def hang(self, method: str = "", chat: int | None = None, times: int = 1) -> None:
        """Do nothing and never answer."""
        self._plan(Fault("hang", method.lower(), chat), times)

    def clear(self) -> None:
        """Forget all troubles that have not come yet, and switch off those that last."""
        self._planned.clear()
        self.latency_s, self.is_down, self.loses_answers = 0.0, False, False

    def take(self, method: str, chat: int | None) -> Fault | None:
        """What goes wrong with this request: what lasts, or the first planned trouble that fits, used up."""
        if self.is_down:
            return DOWN
        for index, fault in enumerate(self._planned):
            if fault.method in ("", method) and fault.chat in (None, chat):
                return self._planned.pop(index)
        return Fault("cut_after") if self.loses_answers and method != "getupdates" else None

    def _plan(self, fault: Fault, times: int) -> None:
        self._planned += [fault] * times

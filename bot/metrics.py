"""Counts what the bot does, for whoever watches over it; counts nothing unless somebody does.

It must not know who anybody is: labels are names of ours, never of people, chats or texts.
"""

from collections.abc import Mapping

from bot.telegram.port import Outcome, Wait

TURN_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Bounds between which turns are counted, in seconds."""


class Metrics:
    """What can be counted. This one counts nothing, and costs nothing."""

    def update(self, kind: str) -> None:
        """An update came; `kind`: our event's name, or "nothing"."""

    def drop(self) -> None:
        """An update was dropped: its chat sent too many at once."""

    def turn(self, seconds: float) -> None:
        """A turn was committed, so long after its update had come."""

    def trouble(self) -> None:
        """An update could not be handled, and will come again."""

    def sent(self, kind: str, outcome: Outcome) -> None:
        """A message of this kind was given to Telegram, with this outcome."""


class Counted(Metrics):
    """The same, counted with Prometheus' library, which is imported here and has a registry of its own."""

    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)

        def counter(name: str, said: str, *labels: str) -> Counter:
            return Counter(f"passaparola_{name}", said, labels, registry=self._registry)

        def gauge(name: str, said: str, *labels: str) -> Gauge:
            return Gauge(f"passaparola_{name}", said, labels, registry=self._registry)

        self._updates = counter("updates", "Updates that came, by event.", "kind")
        self._dropped = counter("updates_dropped", "Updates of chats that sent too many at once.")
        self._troubled = counter("updates_troubled", "Updates that could not be handled and come again.")
        self._turns = Histogram(
            "passaparola_turn_seconds",
            "From an update to its commit.",
            buckets=TURN_S,
            registry=self._registry,
        )
        self._sent = counter(
            "messages", "Messages given to Telegram, by kind and outcome.", "kind", "outcome"
        )
        self._waits = counter("too_many_requests", "Messages that Telegram answered with 429.")
        self._outbox = gauge("outbox", "Messages that wait or are on their way.", "state", "kind")
        self._budget = gauge("budget_used", "Share of the sending budget used in the last second, 0 to 1.")
        self._age = gauge("courier_age_seconds", "Since the courier last looked at the outbox.")
        self._delivers = gauge("delivers", "1 if this process delivers, 0 if it stands by.")

    def update(self, kind: str) -> None:
        """Count it."""
        self._updates.labels(kind).inc()

    def drop(self) -> None:
        """Count it."""
        self._dropped.inc()

    def turn(self, seconds: float) -> None:
        """Count it, between two bounds."""
        self._turns.observe(seconds)

    def trouble(self) -> None:
        """Count it."""
        self._troubled.inc()

    def sent(self, kind: str, outcome: Outcome) -> None:
        """Count it, and a 429 once more."""
        self._sent.labels(kind, type(outcome).__name__.lower()).inc()
        if isinstance(outcome, Wait):
            self._waits.inc()

    def page(
        self, waiting: Mapping[tuple[str, str], int], budget_used: float, courier_age_s: float | None
    ) -> bytes:
        """All of it as Prometheus reads it (text format 0.0.4).

        `waiting`: (state, kind) → messages; `courier_age_s`: None where this process stands by.
        """
        from prometheus_client import generate_latest

        self._outbox.clear()
        for (state, kind), messages in waiting.items():
            self._outbox.labels(state, kind).set(messages)
        self._budget.set(budget_used)
        self._delivers.set(courier_age_s is not None)
        self._age.set(courier_age_s or 0.0)
        return generate_latest(self._registry)

"""Makes the parts that are not always there, as bot.toml says; only then their libraries are imported.

It must not know when they are started or stopped.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.config import Config
from bot.courier.courier import Courier
from bot.intake.polling import Polling
from bot.intake.reception import Reception
from bot.metrics import Counted, Metrics
from bot.telegram.port import Gateway
from storage.database import Database

if TYPE_CHECKING:
    from bot.intake.webhook import Webhook
    from bot.monitor import Monitor


def metrics_for(config: Config) -> tuple[Metrics, Counted | None]:
    """What is counted, if anybody looks; only then its library is imported."""
    if not config.monitor.port:
        return Metrics(), None
    counted = Counted()
    return counted, counted


def monitor_for(
    config: Config,
    database: Database,
    counted: Counted | None,
    courier: Courier,
    hears: Callable[[], bool],
) -> "Monitor | None":
    """The pages for whoever watches over the bot, if they are wanted."""
    if counted is None:
        return None
    from bot.monitor import Monitor

    age_s, used = (lambda: courier.age_s), (lambda: courier.budget_used)
    return Monitor(database, counted, config.monitor, age_s, used, hears)


def intake_for(config: Config, gateway: Gateway, reception: Reception) -> "Polling | Webhook":
    """How updates come, as bot.toml says. Raises ConfigError."""
    if config.telegram.intake == "polling":
        return Polling(gateway, config.telegram.poll_s, reception)
    from bot.intake.webhook import Webhook

    return Webhook(gateway, reception, config.checked_webhook())

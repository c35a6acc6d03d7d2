"""setWebhook, deleteWebhook, getWebhookInfo.

It must not know HTTP; a method takes the world and what is asked, and gives what Telegram answers.
"""

from bot.playground.parameters import Parameters
from bot.playground.people import Json
from bot.playground.webhook import USUAL_CONNECTIONS
from bot.playground.world import World


def set_webhook(world: World, asked: Parameters) -> bool:
    """setWebhook; without an address it deletes."""
    connections = asked.number("max_connections", USUAL_CONNECTIONS)
    world.webhook.set(asked.text("url"), asked.text("secret_token"), connections)
    world.queue.allow(asked.structure("allowed_updates"))
    if asked.flag("drop_pending_updates"):
        world.queue.clear()
    return True


def delete_webhook(world: World, asked: Parameters) -> bool:
    """deleteWebhook; what waits is kept, to be fetched, unless it is to be dropped."""
    if asked.flag("drop_pending_updates"):
        world.queue.clear()
    world.webhook.set("")
    return True


def get_webhook_info(world: World, asked: Parameters) -> Json:
    """getWebhookInfo; `url` is "" where none is set."""
    webhook = world.webhook
    info: Json = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.queue),
    }
    if webhook.url:
        info |= {"max_connections": webhook.max_connections, "ip_address": "127.0.0.1"}
    if webhook.last_error:
        info |= {"last_error_date": webhook.last_error_at, "last_error_message": webhook.last_error}
    if world.queue.allowed:
        info["allowed_updates"] = sorted(world.queue.allowed)
    return info

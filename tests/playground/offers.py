"""What a bot offers inline, and what it is asked."""

from typing import Any

from tests.playground.conftest import Caller


def article(offer_id: str = "lab-1", text: str = "<b>Pots</b>", **values: Any) -> dict[str, Any]:
    """One result with a text."""
    content = {"message_text": text, "parse_mode": "HTML"}
    return {"type": "article", "id": offer_id, "title": "Pots", "input_message_content": content, **values}


async def queries(call: Caller) -> list[dict[str, Any]]:
    """The inline queries that wait, confirmed by this."""
    updates = await call("getUpdates")
    if updates:
        await call("getUpdates", offset=updates[-1]["update_id"] + 1)
    return [update["inline_query"] for update in updates if "inline_query" in update]

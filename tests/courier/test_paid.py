"""What costs Stars: messages beyond thirty a second, where bot.toml says so, and nothing else."""

import pytest
from structlog.testing import capture_logs

from bot.playground.limits import Limits
from bot.settings import DeliverySection
from storage.outbox import Kind
from tests.courier.conftest import Opened

PAYS = "messages beyond 30 a second cost Telegram Stars, 0.1 for each message"
REFUSED = "Telegram refuses more than 30 messages a second to a bot that does not pay"


@pytest.mark.parametrize(
    ("per_second", "is_paid", "warning"),
    [(30, False, ""), (30, True, ""), (31, False, REFUSED), (31, True, PAYS)],
)
def test_whoever_sets_the_budget_is_told_what_it_costs(per_second: int, is_paid: bool, warning: str) -> None:
    delivery = DeliverySection(per_second=per_second, is_paid=is_paid)
    assert delivery.warning == warning
    assert delivery.pays == (warning == PAYS)


@pytest.mark.parametrize(
    ("is_paid", "kind", "charged"),
    [("true", "announcement", 1), ("true", "reply", 1), ("false", "announcement", 0)],
)
async def test_what_goes_beyond_is_paid_for_only_where_bot_toml_says_so(
    post: Opened, is_paid: str, kind: Kind, charged: int
) -> None:
    with capture_logs() as logs:
        async with post(PASSAPAROLA_DELIVERY__IS_PAID=is_paid) as p:
            p.town.playground.limits = limits = Limits(per_second=2, burst=9, can_pay=True)
            await p.sends("reply", "no. 1", "no. 2")
            await p.sends(kind, "no. 3")
            assert p.heard() == ["no. 1", "no. 2", "no. 3"]
    assert limits.charged == charged
    assert (limits.refusals > 0) == (charged == 0), "who does not pay is told to wait, and does"
    assert (PAYS if is_paid == "true" else REFUSED) in [line["event"] for line in logs]

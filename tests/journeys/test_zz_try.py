import pytest
from tests.journeys.town import town
@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
async def test_x(database_url: str) -> None:
    async with town(database_url) as t:
        p = t.phone("A")
        t.playground.world.open_link(p.id, "")
        print("queue", len(t.playground.world.queue))
        await t.settle()
        print(t.rows("select id,state,due_at,kind from outbox"), t.now, p.messages, t.rows("select * from inbox"))
        assert 0

"""The webhook: who may bring updates, what is taken, and when it is answered."""

import asyncio

import pytest

from bot.config import ConfigError
from bot.intake.webhook import Webhook
from bot.playground.server import Playground
from storage.database import Database
from tests.databases import WHO_WAITS, House
from tests.intake.receiving import SECRET, a_free_port, receiver, settings, tapped, wrote

AMINA = 1001
CUT_WHOEVER_WAITS = f"SELECT pg_terminate_backend(pid) {WHO_WAITS}"


@pytest.fixture
def dialect() -> str:
    """One database is enough for what is about HTTP."""
    return "sqlite"


async def test_an_update_is_answered_200_once_its_turn_is_committed(
    telegram: Playground, migrated_url: str
) -> None:
    async with receiver(telegram, migrated_url) as here:
        assert await here.post(wrote(1, AMINA, "/start")) == 200
        assert here.rows("SELECT update_id FROM inbox") == [(1,)]
        assert here.rows("SELECT kind, state FROM outbox") == [("reply", "queued")]
        ((incoming, turn),) = here.turns
        assert (incoming.update_id, turn.has_mail) == (1, True)


async def test_the_same_update_brought_again_is_answered_200_and_does_nothing_more(
    telegram: Playground, migrated_url: str
) -> None:
    async with receiver(telegram, migrated_url) as here:
        assert [await here.post(wrote(1, AMINA, "/start")) for _ in range(3)] == [200, 200, 200]
        assert here.rows("SELECT count(*) FROM outbox") == [(1,)]


@pytest.mark.parametrize("secret", [None, "", "a-secret-of-this-tesT", f"{SECRET}x", SECRET[:-1], "ÿé"])
async def test_without_the_secret_nothing_is_taken(
    telegram: Playground, migrated_url: str, secret: str | None
) -> None:
    async with receiver(telegram, migrated_url) as here:
        assert await here.knock(b'{"update_id": 1}', secret) == 401
        assert await here.knock(b"x" * 2_000_000, secret) == 401
        assert here.rows("SELECT count(*) FROM inbox") == [(0,)]


async def test_a_secret_that_is_no_text_at_all_is_refused_like_any_other(
    telegram: Playground, migrated_url: str
) -> None:
    async with receiver(telegram, migrated_url) as here:
        reader, writer = await asyncio.open_connection("127.0.0.1", here.port)
        head = b"POST /brought HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n"
        writer.write(head + b"X-Telegram-Bot-Api-Secret-Token: \xff\xfe\r\n\r\n{}")
        assert (await reader.read()).startswith(b"HTTP/1.1 401 ")
        writer.close()
        await writer.wait_closed()


@pytest.mark.parametrize(
    ("method", "at", "status"),
    [("GET", "", 405), ("PUT", "", 405), ("POST", "/more", 404), ("POST", "/../metrics", 404)],
)
async def test_there_is_one_path_and_one_method(
    telegram: Playground, migrated_url: str, method: str, at: str, status: int
) -> None:
    async with receiver(telegram, migrated_url) as here:
        assert await here.knock(b"{}", method=method, at=at) == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"update_id=1", 400),
        (b'{"update_id": "\xff"}', 400),
        (b"[" * 100_000, 400),
        (b'{"update_id": ' + b"9" * 10_000 + b"}", 400),
        (b'"' + b"x" * 2**20 + b'"', 413),
    ],
)
async def test_a_malformed_or_oversized_body_is_refused_and_the_next_one_heard(
    telegram: Playground, migrated_url: str, body: bytes, status: int
) -> None:
    async with receiver(telegram, migrated_url) as here:
        assert await here.knock(body) == status
        assert await here.post(wrote(1, AMINA, "/start")) == 200
        assert here.rows("SELECT update_id FROM inbox") == [(1,)]


@pytest.mark.parametrize(
    "body",
    [b"{}", b"[]", b"null", b"7", b'{"update_id": 5, "poll": {}}', b'{"update_id": 1e999, "message": 3}'],
)
async def test_json_that_is_no_update_of_ours_is_taken_once_and_forgotten(
    telegram: Playground, migrated_url: str, body: bytes
) -> None:
    async with receiver(telegram, migrated_url) as here:
        assert await here.knock(body) == 200
        assert here.rows("SELECT count(*) FROM inbox") == [(0,)]


async def test_while_the_database_is_in_trouble_telegram_is_told_to_come_again(
    telegram: Playground, house: House
) -> None:
    with house.fresh("postgres", is_migrated=True) as url:
        other = Database(url)
        async with receiver(telegram, url) as here:
            with other.transaction() as tx:
                tx.exec_driver_sql("LOCK TABLE inbox")
                posting = asyncio.create_task(here.post(wrote(1, AMINA, "/start")))
                while not here.rows(CUT_WHOEVER_WAITS):  # noqa: ASYNC110  # only looking tells who waits
                    await asyncio.sleep(0.01)
            assert await posting == 503
            assert here.turns == []
            assert await here.post(wrote(1, AMINA, "/start")) == 200
            assert here.rows("SELECT update_id FROM inbox") == [(1,)]
        other.close()


async def test_what_telegram_has_kept_is_brought_and_a_tap_is_followed(
    telegram: Playground, migrated_url: str
) -> None:
    telegram.world.add_person(AMINA, "Amina", "en")
    telegram.world.open_link(AMINA)
    async with receiver(telegram, migrated_url) as here:
        while len(telegram.world.queue):  # noqa: ASYNC110  # Telegram brings it when it likes
            await asyncio.sleep(0.01)
        assert here.rows("SELECT count(*) FROM people") == [(1,)]
        assert await here.post(tapped(9_000_001, AMINA, "speak/en/menu")) == 200
        assert [turn.query_id for _, turn in here.turns] == ["", "9000001"]
    assert telegram.world.webhook.url == here.url
    assert telegram.world.webhook.secret == SECRET


async def test_a_port_that_is_taken_is_said_in_one_sentence(telegram: Playground, migrated_url: str) -> None:
    async with receiver(telegram, migrated_url) as here:
        second = Webhook(here.gateway, here.reception, settings(here.url, here.port))
        sentence = f"webhook.host 127.0.0.1, webhook.port {here.port} cannot be listened on: "
        with pytest.raises(ConfigError) as caught:
            await second.run(asyncio.Event())
        assert str(caught.value).startswith(sentence)


async def test_an_address_that_telegram_does_not_take_ends_it_in_one_sentence(
    telegram: Playground, migrated_url: str
) -> None:
    async with receiver(telegram, migrated_url) as here:
        second = Webhook(here.gateway, here.reception, settings("http://bot.example.org/in", a_free_port()))
        with pytest.raises(ConfigError) as caught:
            await second.run(asyncio.Event())
        assert str(caught.value) == (
            "webhook.url is not taken by Telegram: Bad Request: bad webhook: An HTTPS URL must be provided"
            " for webhook"
        )
        assert not second.is_set.is_set()


async def test_an_address_is_told_again_where_telegram_was_only_down(
    telegram: Playground, migrated_url: str
) -> None:
    telegram.faults.fail("setWebhook", 502)
    async with receiver(telegram, migrated_url) as here:
        assert telegram.world.webhook.url == here.url

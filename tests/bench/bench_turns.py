"""How many whole updates one core handles: raw update, parsed, its turn, its commit on SQLite with FULL."""

import random
import statistics
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import new_code
from bot.config import Config
from bot.playground.pilot import plant
from bot.telegram.port import Raw
from bot.telegram.updates import incoming as parse
from bot.turn import Host, take
from dialogs.passaparola import build
from dialogs.text import Catalogs
from storage.database import Database
from storage.migration import migrate
from tests.bench.figures import show

PEOPLE, UPDATES = 200, 4000


def _update(number: int, person: int, **what: object) -> Raw:
    sender = {"id": person, "is_bot": False, "first_name": "A", "language_code": "it"}
    chat = {"id": person, "type": "private", "first_name": "A"}
    if "data" in what:
        message = {"message_id": 7, "date": 1, "chat": chat, "text": "…"}
        query = {"id": str(number), "from": sender, "chat_instance": "1", "message": message, **what}
        return {"update_id": number, "callback_query": query}
    message = {"message_id": number, "date": 1, "chat": chat, "from": sender, **what}
    return {"update_id": number, "message": message}


def bench_whole_durable_updates(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/bench.db")
    migrate(database)
    now = datetime.now(UTC)
    plant(database, ZoneInfo("Europe/Rome"), now)
    host = Host(database, build(), Config().city("bench_bot"), Catalogs(), new_code)
    choose = random.Random(1)  # a benchmark's mix is no secret
    acts = (
        "menu",
        "labs",
        "lab/1",
        "lab/2",
        "lab/3/sign-up",
        "lab/3/sign-up/1",
        "mine",
        "friend",
        "settings",
    )
    raws = [_update(n, 1000 + n, data="agree/menu") for n in range(PEOPLE)]
    for n in range(PEOPLE, PEOPLE + UPDATES):
        person = 1000 + choose.randrange(PEOPLE)
        is_text = choose.random() < 0.2
        raws.append(
            _update(n, person, text="ciao") if is_text else _update(n, person, data=choose.choice(acts))
        )
    seconds, began, cpu = [], time.perf_counter(), time.process_time()
    for n, raw in enumerate(raws):
        start = time.perf_counter()
        incoming = parse(raw, "bench_bot")
        assert incoming is not None
        take(host, incoming, now + timedelta(milliseconds=n))
        seconds.append(time.perf_counter() - start)
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    with database.transaction() as tx:
        replies = tx.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one()
        handled = tx.exec_driver_sql("SELECT count(*) FROM inbox").scalar_one()
    assert handled == len(raws)
    assert replies >= len(raws)
    database.close()
    percent = statistics.quantiles(seconds, n=100)
    show(
        f"{len(raws)} updates, each a durable transaction (SQLite, synchronous=FULL)",
        ("updates a second", f"{len(raws) / took:,.0f}", "1,000"),
        ("updates a CPU second", f"{len(raws) / cpu:,.0f}", "1,000"),
        ("one update, median / p99", f"{percent[49] * 1000:.2f} / {percent[98] * 1000:.2f} ms", ""),
    )

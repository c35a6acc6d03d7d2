"""An errand under the unit's filter of system calls: it may do all that it does, and little more."""

import pickle
import platform
import re
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errand import Task
from dialogs.screen import Message
from storage.database import Database
from tests.bot import confined
from tests.bot.test_reporting import a_town
from tests.dialogs.chat import BOLOGNA
from tests.storage.rows import NOW, a_person

UNIT = (Path(__file__).parents[2] / "docs" / "guides" / "passaparola.service").read_text("utf-8")
NEEDED = "SystemCallFilter=setpriority mbind\n"
NAMES = (
    *("ioprio_set", "mbind", "migrate_pages", "move_pages", "sched_setaffinity", "sched_setattr"),
    *("sched_setparam", "sched_setscheduler", "set_mempolicy", "set_mempolicy_home_node", "setpriority"),
    "setrlimit",
)
"""What systemd calls @resources (systemd-analyze syscall-filter); all of it is in @system-service."""
X86 = dict(zip(NAMES, (251, 237, 256, 279, 203, 314, 142, 144, 238, 450, 141, 160), strict=True))
ARM = dict(zip(NAMES, (30, 235, 238, 239, 122, 274, 118, 119, 237, 450, 140, 164), strict=True))
NUMBERS = {"x86_64": X86, "aarch64": ARM}.get(platform.machine(), {}) if sys.platform == "linux" else {}
"""What the kernel calls them; on other machines, only the unit's text is looked at."""
FAILED = {"kill": -signal.SIGSYS, "refuse": 1} if NUMBERS else {}


def denied(unit: str) -> set[str]:
    """Which of @resources a unit denies: its first list says what is allowed, each later one adds to that, or
    with a ~ takes from it (systemd.exec(5), SystemCallFilter=)."""
    allowed: set[str] = set()
    lists = re.findall(r"^SystemCallFilter=(~?)(.+)$", unit, re.MULTILINE)
    assert lists[0] == ("", "@system-service")
    for sign, listed in lists:
        words = set(listed.split())
        calls = set(NAMES) if words & {"@system-service", "@resources"} else words & set(NAMES)
        allowed = allowed - calls if sign else allowed | calls
    return set(NAMES) - allowed


def test_the_unit_denies_an_errand_nothing_that_it_needs_and_all_else_that_takes_from_others() -> None:
    assert denied(UNIT) == set(NAMES) - {"setpriority", "mbind"}
    assert denied(UNIT.replace(NEEDED, "")) == set(NAMES)


@pytest.fixture
def dialect() -> str:
    """Nothing here depends on the database."""
    return "sqlite"


@pytest.fixture
def task(migrated_url: str) -> Task:
    """A coordinator has asked how far the word went in a town, in words and pictures."""
    database = Database(migrated_url)
    with database.transaction() as tx:
        a_town(tx)
        giulia = a_person(tx, 1, role="coordinator")
    database.close()
    return Task(migrated_url, BOLOGNA, giulia, False, "word/0", NOW + timedelta(days=5))


def done(task: Task, without: set[str], manner: str) -> "subprocess.CompletedProcess[bytes]":
    """How an errand ends that may not make these system calls."""
    numbers = ",".join(str(NUMBERS[call]) for call in sorted(without))
    confining = (sys.executable, confined.__file__, manner, numbers)
    command = (*confining, sys.executable, "-m", "bot.errand")
    return subprocess.run(command, input=pickle.dumps(task), capture_output=True, check=False, timeout=120)


@pytest.mark.long
@pytest.mark.parametrize("manner", FAILED)
def test_pictures_are_drawn_with_what_the_unit_allows(task: Task, manner: str) -> None:
    ended = done(task, denied(UNIT), manner)
    assert (ended.returncode, ended.stderr) == (0, b"")
    _, *drawn = [Message.from_json(line) for line in ended.stdout.decode().splitlines()]
    assert len(drawn) >= 2


@pytest.mark.parametrize("call", NUMBERS and ["setpriority", "mbind"])
def test_a_unit_that_allows_less_would_end_every_errand(task: Task, call: str) -> None:
    assert done(task, denied(UNIT) | {call}, "kill").returncode == -signal.SIGSYS


@pytest.mark.parametrize("manner", FAILED)
def test_where_an_errand_may_not_make_way_for_others_it_is_done_all_the_same(task: Task, manner: str) -> None:
    """With a negative control: where that ends it, it is not done."""
    ended = done(task, {"setpriority"}, manner)
    assert (ended.returncode, bool(ended.stdout)) == (
        (0, True) if manner == "refuse" else (-signal.SIGSYS, False)
    )

"""A bot that dies and is born again: started as a process, it forks `passaparola run` once for each “live”.

Importing everything takes seconds and a life less than one, so only the process that waits imports.
It says “ready 0” when all is imported. Then it reads lines on standard input, and answers on standard
output: “live” → “born PID”, and later “died STATUS”: an exit code, or minus the signal's number. At the end
of its input the life in hand is killed.
"""

import importlib
import os
import select
import signal
import sys
import traceback
from typing import NoReturn

import apscheduler.executors.asyncio
import apscheduler.schedulers.asyncio
import apscheduler.triggers.interval  # noqa: F401  # found by name at the first start of a clock

import bot.app
import bot.duty
import bot.log
from bot.cli import app
from storage import duty, inbox, outbox
from tests.chaos.unlocked import Unlocked, lease_slowly


def main() -> None:
    """Serve until the input ends.

    The tests' controls: with “forgetful” every update counts as new, with “unlocked” everybody delivers;
    with “hesitant” handing out news takes so long that two who may do it at once surely meet.
    """
    driver = "aiogram_driver" if os.environ["PASSAPAROLA_TELEGRAM__DRIVER"] == "aiogram" else "ptb_driver"
    importlib.import_module(f"bot.telegram.{driver}")
    if "forgetful" in sys.argv:
        inbox.claim = lambda tx, update_id, now: True
    if "unlocked" in sys.argv:
        vars(bot.duty)["claim"] = lambda database: Unlocked()
        duty.is_ours = lambda tx, term: True
    if "hesitant" in sys.argv:
        vars(outbox)["lease"] = lease_slowly
    print("ready", 0, flush=True)
    life, unread = 0, b""
    while True:
        if life and (status := os.waitpid(life, os.WNOHANG))[0]:
            life = 0
            print("died", os.waitstatus_to_exitcode(status[1]), flush=True)
        if select.select([0], [], [], 0.005)[0]:
            heard = os.read(0, 1024)
            if not heard:
                break
            unread += heard
        if b"\n" in unread and not life:
            unread = unread[unread.index(b"\n") + 1 :]
            life = os.fork()
            if not life:
                _live()
            print("born", life, flush=True)
    if life:
        os.kill(life, signal.SIGKILL)


def _live() -> NoReturn:
    """The child: `passaparola run`, configured by the environment as ever."""
    code = 1
    try:
        app(["run"], standalone_mode=False)
        code = 0
    except BaseException as error:
        traceback.print_exc()
        code = getattr(error, "exit_code", 1)
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()

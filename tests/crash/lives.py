"""A bot that dies and is born again: started as a process, it forks `passaparola run` once for each “live”.

Importing everything takes seconds and a life less than one, so only the process that waits imports.
It reads lines on standard input, and answers on standard output: “live” → “born PID”, and later “died
STATUS”: an exit code, or minus the signal's number. At the end of its input the life in hand is killed.
"""

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
import bot.log
import bot.telegram.aiogram_driver  # noqa: F401  # imported where it is used
from bot.cli import app
from storage import inbox


def main() -> None:
    """Serve until the input ends. With “forgetful”, every update counts as new: the test's control."""
    if "forgetful" in sys.argv:
        inbox.claim = lambda tx, update_id, now: True
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

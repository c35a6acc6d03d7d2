"""The command `passaparola demo`: one address, a page behind it, and nothing left when it ends."""

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PASSAPAROLA = Path(sys.executable).with_name("passaparola")
SAYS_WHERE = re.compile(r"Passaparola's demo is at (http://127\.0\.0\.1:[0-9]+)\n")
HINT = "Open it in a browser on this computer. Ctrl-C ends it, and forgets everything.\n"


@contextmanager
def started(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A demo, and the address it prints. Whatever it writes, it writes into `folder`."""
    environ = {
        "PATH": "/usr/bin:/bin",
        "TMPDIR": str(folder),
        "HOME": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [str(PASSAPAROLA), "demo", *options]
    with subprocess.Popen(
        command, cwd=folder, env=environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            assert process.stdout is not None
            first = process.stdout.readline()
            found = SAYS_WHERE.fullmatch(first)
            assert found is not None, f"{first!r}, and {ended(process)}"
            yield process, found[1]
        finally:
            process.kill()


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Wait for its end: exit code, the rest of what it said, and its complaints."""
    assert process.stdout is not None
    assert process.stderr is not None
    out, errors = process.stdout.read(), process.stderr.read()
    return process.wait(timeout=20), out, errors


def title(url: str) -> str:
    """The title of the page at an address."""
    with urllib.request.urlopen(url, timeout=5) as answer:
        return str(re.findall("<title>(.*)</title>", answer.read().decode())[0])


def test_the_demo_says_where_it_is_answers_there_and_leaves_nothing(tmp_path: Path) -> None:
    with started(tmp_path, "--port", "0", "--seconds", "3") as (process, url):
        assert title(url) == "Passaparola · playground"
        assert list(tmp_path.rglob("demo.db"))
        assert ended(process) == (0, HINT, "")
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_ends_the_demo_at_once(tmp_path: Path) -> None:
    with started(tmp_path, "--port", "0") as (process, url):
        assert title(url) == "Passaparola · playground"
        asked_at = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert ended(process) == (0, HINT, "")
        assert time.monotonic() - asked_at < 5
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_no_obstacle(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with started(tmp_path, "--port", str(port), "--seconds", "1") as (process, url):
            assert not url.endswith(f":{port}")
            assert title(url) == "Passaparola · playground"
            assert ended(process) == (0, f"(Port {port} is taken: this is another.)\n{HINT}", "")

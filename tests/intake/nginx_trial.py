"""The reverse proxy guide, tried: nginx with docs/guides/nginx.conf in front of two receivers.

To be run by hand where nginx and openssl are installed: `python -m tests.intake.nginx_trial`.
"""

import asyncio
import re
import ssl
import subprocess
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp

from bot.intake.webhook import HEADER
from bot.playground.limits import Limits
from bot.playground.server import Playground
from tests.databases import House
from tests.intake.receiving import SECRET, Receiver, a_free_port, receiver, wrote

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "nginx.conf"
HOST = "bot.example.org"
MAIN = """pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; daemon off;
events {{}}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; access_log off;
    {site}
}}
"""


def nginx(folder: Path, port: int, receivers: list[int]) -> list[str]:
    """The command that runs nginx with the guide's site: its own certificate, and these ports."""
    key, certificate = folder / "privkey.pem", folder / "fullchain.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}",
         "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    site = GUIDE.read_text("utf-8")
    servers = "\n    ".join(f"server 127.0.0.1:{number};" for number in receivers)
    for said, here in (
        ("server 127.0.0.1:8080;", servers),
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        (f"/etc/ssl/{HOST}", str(folder)),
        ("/telegram", "/brought"),
    ):
        assert said in site, said
        site = site.replace(said, here)
    config = folder / "nginx.conf"
    config.write_text(MAIN.format(folder=folder, site=site), "utf-8")
    command = ["nginx", "-e", f"{folder}/error.log", "-c", str(config)]
    subprocess.run([*command, "-t"], check=True)
    return command


async def bring(folder: Path, port: int, *, body: object, secret: str = SECRET, method: str = "POST",
                path: str = "/brought") -> int:  # fmt: skip
    """What Telegram would do: TLS with a certificate that is checked, and the secret."""
    trust = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))
    async with (
        aiohttp.ClientSession() as client,
        client.request(
            method, f"https://127.0.0.1:{port}{path}", json=body, headers={HEADER: secret, "Host": HOST},
            ssl=trust, server_hostname=HOST,
        ) as answer,
    ):  # fmt: skip
        return answer.status


async def trial(folder: Path, house: House) -> None:
    """Every answer of the proxy, with both receivers, with one, with none."""
    telegram = Playground(limits=Limits.off())
    await telegram.start()
    with house.fresh("postgres", is_migrated=True) as url:
        async with AsyncExitStack() as both:
            one = await both.enter_async_context(receiver(telegram, url))
            async with receiver(telegram, url) as other:
                port = a_free_port()
                command = nginx(folder, port, [one.port, other.port])
                proxy = await asyncio.create_subprocess_exec(*command)
                await asyncio.sleep(0.5)
                try:
                    await through(folder, port, one, other)
                    await both.aclose()
                    said = [await bring(folder, port, body=wrote(n, 7, "/menu")) for n in range(200, 220)]
                    assert set(said) == {200}, said
                    print("one receiver stopped: 20 of 20 updates were taken by the other")
                except BaseException:
                    print((folder / "error.log").read_text(), file=sys.stderr)
                    raise
                finally:
                    proxy.terminate()
                    await proxy.wait()
    await telegram.stop()


async def through(folder: Path, port: int, one: Receiver, other: Receiver) -> None:
    """With both receivers at work."""
    said = [await bring(folder, port, body=wrote(n, 1000 + n, "/start")) for n in range(1, 41)]
    assert set(said) == {200}, said
    assert one.rows("SELECT count(*) FROM inbox") == [(40,)]
    assert min(len(one.turns), len(other.turns)) >= 10
    print(f"40 updates, 40 turns: {len(one.turns)} by one receiver, {len(other.turns)} by the other")
    for name, status, asked in (
        ("a wrong secret", 401, bring(folder, port, body={}, secret="wrong")),
        ("GET", 403, bring(folder, port, body={}, method="GET")),
        ("another path", 404, bring(folder, port, body={}, path="/metrics")),
        ("two megabytes", 413, bring(folder, port, body="x" * 2_000_000)),
        ("no update", 200, bring(folder, port, body={})),
    ):
        found = await asked
        assert found == status, (name, found)
        print(f"{name}: {found}")


def main() -> None:
    """Try it, and say what was tried."""
    version = subprocess.run(["nginx", "-v"], capture_output=True, text=True, check=True).stderr
    print(re.sub("nginx version: ", "", version).strip())
    house = House.build()
    try:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(trial(Path(folder), house))
    finally:
        house.clear()


if __name__ == "__main__":
    main()

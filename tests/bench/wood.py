"""A forest of word of mouth in a database: who came through whom, of any size, with signs of a true city.

It must not know what is read out of it.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np

from storage.database import Database, Transaction
from storage.migration import migrate
from storage.tables import ArrivalRow, AttendanceRow, PersonRow, ShareRow, SignupRow, Table
from tests.storage.rows import a_lab

LANGUAGES = ("it", "en", "fr", "ar", "uk", "so")
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
MEAN, DISPERSION = 0.8, 0.4
"""R and k of the wood."""


def wood(people: int, seed: int = 1) -> tuple[np.ndarray[Any, Any], ...]:
    """Parents (-1: a leader), days since it began, waves: in the order of joining."""
    rng = np.random.default_rng(seed)
    leaders = max(1, people // 20)
    parent, at, wave = [np.full(leaders, -1)], [rng.uniform(0, 60, leaders)], [np.zeros(leaders, int)]
    first, total = 0, leaders
    while total < people:
        told = len(parent[-1])
        mean = 4.0 if first == 0 else MEAN
        counts = rng.negative_binomial(DISPERSION, DISPERSION / (DISPERSION + mean), told)
        if not counts.sum():
            counts[0] = 1
        came = np.repeat(np.arange(told), counts)
        parent.append(came + first)
        at.append(at[-1][came] + rng.lognormal(0.0, 1.3, len(came)))
        wave.append(wave[-1][came] + 1)
        first, total = total, total + len(came)
    parents, ats, waves = (np.concatenate(one)[:people] for one in (parent, at, wave))
    order = np.argsort(ats, kind="stable")
    place = np.empty(people, int)
    place[order] = np.arange(people)
    above = parents[order]
    return np.where(above < 0, -1, place[above]), ats[order], waves[order]


def plant(database: Database, people: int) -> None:
    """People 1 to `people` with a link each, their origins, a lab for which every other signed up."""
    migrate(database)
    parents, ats, waves = wood(people)
    numbers = np.arange(1, people + 1)
    moments = [_moment(one) for one in ats]
    leader = parents < 0
    roles = np.where(leader, "leader", "person")
    languages = np.array(LANGUAGES)[
        np.random.default_rng(2).choice(6, people, p=[0.4, 0.2, 0.2, 0.1, 0.07, 0.03])
    ]
    with database.transaction() as tx:
        lab = a_lab(tx)
        _fill(
            tx,
            PersonRow,
            "id language role met_at seen_on agreed_at has_reminders is_work_first wave shows_figures",
            (
                (int(n), str(language), str(role), at, "2026-01-01", at, True, False, int(wave), False)
                for n, language, role, at, wave in zip(numbers, languages, roles, moments, waves, strict=True)
            ),
        )
        _fill(
            tx,
            ShareRow,
            "id code kind person_id lab_id made_at opened posted",
            (
                (int(n), f"c{n}", "friend", int(n), lab, at, 2, 0)
                for n, at in zip(numbers, moments, strict=True)
            ),
        )
        came = np.flatnonzero(~leader)
        _fill(
            tx,
            ArrivalRow,
            "id share_id person_id at is_origin lab_id source wave is_first",
            (
                (
                    *(k + 1, int(parents[i]) + 1, int(numbers[i]), moments[i], True, lab),
                    *("leader" if leader[parents[i]] else "friend", int(waves[i]), True),
                )
                for k, i in enumerate(came)
            ),
        )
        _fill(
            tx,
            SignupRow,
            "id lab_id person_id party state joined_at changed_at number has_given_feedback",
            (
                (int(n), lab, int(n), 1, "seated", moments[n - 1], moments[n - 1], int(n), False)
                for n in numbers[::2]
            ),
        )
        _fill(
            tx,
            AttendanceRow,
            "signup_id meeting_id mark came marked_at",
            ((int(n), 1, "attended", 1, moments[n - 1]) for n in numbers[::4]),
        )
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as tx:
        tx.exec_driver_sql("ANALYZE")


def _moment(days: float) -> str:
    return datetime.fromtimestamp(BEGAN.timestamp() + days * 86400, UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _fill(tx: Transaction, table: type[Table], columns: str, rows: Iterable[Sequence[Any]]) -> None:
    """By the quickest way each database has; nothing in it comes from outside."""
    names = ", ".join(columns.split())
    cursor = tx.connection.cursor()
    if tx.dialect.name == "sqlite":
        marks = ", ".join("?" for _ in columns.split())
        cursor.executemany(f"INSERT INTO {table.__tablename__} ({names}) VALUES ({marks})", list(rows))
        return
    text = io.StringIO()
    for row in rows:
        text.write("\t".join(map(str, row)) + "\n")
    with cursor.copy(f"COPY {table.__tablename__} ({names}) FROM STDIN") as copy:
        copy.write(text.getvalue())

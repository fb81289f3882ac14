"""Connections to PostgreSQL: one pool per process and database, and a store as the rest of the code sees it.

A store is a set of tables that SQLite would keep in one file. Its writers wait for one another as they do for that
file, by a lock that goes with the transaction; those who cannot get in one another's way share it.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any
from zlib import crc32

from psycopg import Connection, Cursor
from psycopg_pool import ConnectionPool

from data.postgresql.dialect import for_postgresql, values_for_postgresql

PATIENCE_SECONDS = 5  # for a connection, and for a lock: somebody waits for the next question
LONGEST_SECONDS = 60  # of one statement, and of a transaction in which nothing happens
MOST_CONNECTIONS = 8  # of one process: a group of writes takes one
_LOCKS = 0x7363616E  # "scan": the first half of our advisory locks

Pool = ConnectionPool[Connection[tuple[Any, ...]]]
_pools: dict[str, Pool] = {}
_opening = Lock()


class PostgresStore:
    """One store on one connection. What the stores ask of a `sqlite_utils.Database`, and no more."""

    def __init__(self, connection: Connection[tuple[Any, ...]], name: str) -> None:
        self._connection, self._name = connection, name

    def execute(self, statement: str, values: Sequence[object] = ()) -> Cursor[tuple[Any, ...]]:
        """Does one statement, as written for SQLite. Outside `writing` it is a transaction by itself."""
        return self._connection.execute(for_postgresql(statement), values_for_postgresql(values))

    def executemany(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Does one statement for each row, in one trip to the server."""
        with self._connection.cursor() as cursor:
            cursor.executemany(for_postgresql(statement), [values_for_postgresql(row) for row in rows])

    @property
    def conn(self) -> PostgresStore:
        """Where a `Database` has `executemany`."""
        return self

    @contextmanager
    def writing(self, beside_others: bool = False) -> Iterator[None]:
        """One transaction: all of it is kept, or nothing. No other writer of this store is under way meanwhile, except
        `beside_others`, who let one another pass.
        """
        lock = "pg_advisory_xact_lock_shared" if beside_others else "pg_advisory_xact_lock"
        with self._connection.transaction():
            self._connection.execute(f"SELECT {lock}(%s, %s)", (_LOCKS, _number(self._name)))
            yield

    def vacuum(self) -> None:
        """Nothing: the server itself clears what was deleted (autovacuum)."""


def _number(name: str) -> int:
    return crc32(name.encode()) - 2**31


@contextmanager
def connected(url: str, name: str) -> Iterator[PostgresStore]:
    """The store of this name. Raises psycopg.Error when the server is away, or has no room."""
    with _pool(url).connection(PATIENCE_SECONDS) as connection:
        yield PostgresStore(connection, name)


def _pool(url: str) -> Pool:
    with _opening:
        if url not in _pools:
            _pools[url] = _opened(url)
        return _pools[url]


def _opened(url: str) -> Pool:
    return ConnectionPool(
        url,
        min_size=1,
        max_size=MOST_CONNECTIONS,
        open=True,
        timeout=PATIENCE_SECONDS,
        reconnect_timeout=PATIENCE_SECONDS,  # after it the next who asks makes it try again
        kwargs={"autocommit": True, "connect_timeout": PATIENCE_SECONDS, "application_name": "scan"},
        configure=_configure,
        check=ConnectionPool.check_connection,  # one that the server closed is not given to anybody
    )


def _configure(connection: Connection[tuple[Any, ...]]) -> None:
    """What was acknowledged is on disk, whatever the server's own setting; and nobody waits for ever."""
    connection.execute(
        "SELECT set_config('synchronous_commit', 'on', false) "
        "WHERE current_setting('synchronous_commit') IN ('off', 'local')"
    )
    for setting, value in (
        ("lock_timeout", f"{PATIENCE_SECONDS}s"),
        ("statement_timeout", f"{LONGEST_SECONDS}s"),
        ("idle_in_transaction_session_timeout", f"{LONGEST_SECONDS}s"),
    ):
        connection.execute("SELECT set_config(%s, %s, false)", (setting, value))


def close_connections() -> None:
    """Closes what this process holds open, until the next who asks."""
    with _opening:
        while _pools:
            _pools.popitem()[1].close()


atexit.register(close_connections)

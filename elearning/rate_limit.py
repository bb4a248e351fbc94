"""Where Flask-Limiter counts: in the database, so that every worker and every machine sees one count."""

from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa
from limits.storage import Storage
from sqlalchemy.orm import Mapped, mapped_column

from elearning.database import ONLY_READS, Base, db, upsert

SCHEME = "database"
STORAGE_ADDRESS = f"{SCHEME}://"


class RateLimitCount(Base):
    """How often one key was hit in its present window. Keys hold hashes and addresses, never names."""

    __tablename__ = "rate_limit_count"

    key: Mapped[str] = mapped_column(sa.String(255), primary_key=True)
    hits: Mapped[int]
    ends_at: Mapped[float] = mapped_column(sa.Double, index=True)  # seconds since the epoch, as limits counts


class DatabaseStorage(Storage):
    """Fixed windows, each change in a transaction of its own: a refused request is counted all the same."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012 - the library reads it from the class

    @property
    def base_exceptions(self) -> type[Exception]:
        return sa.exc.SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count `amount` more hits on `key` and give the number in this window of `expiry` seconds."""
        now = time.time()
        over = RateLimitCount.ends_at <= now
        statement = upsert(
            RateLimitCount,
            {"key": key, "hits": amount, "ends_at": now + expiry},
            changes={
                "hits": sa.case((over, amount), else_=RateLimitCount.hits + amount),
                "ends_at": sa.case((over, now + expiry), else_=RateLimitCount.ends_at),
            },
        ).returning(RateLimitCount.hits)
        with db.engine.begin() as connection:
            hits = connection.execute(statement).scalar_one()
            if hits == amount:  # a new window: a good moment to sweep out the old ones
                connection.execute(sa.delete(RateLimitCount).where(RateLimitCount.ends_at <= now))
        return hits

    def get(self, key: str) -> int:
        row = self._current(key)
        return row.hits if row else 0

    def get_expiry(self, key: str) -> float:
        row = self._current(key)
        return row.ends_at if row else time.time()

    def check(self) -> bool:
        with db.engine.connect() as connection:
            return connection.execute(sa.select(1)).scalar() == 1

    def reset(self) -> int | None:
        with db.engine.begin() as connection:
            return connection.execute(sa.delete(RateLimitCount)).rowcount

    def clear(self, key: str) -> None:
        with db.engine.begin() as connection:
            connection.execute(sa.delete(RateLimitCount).where(RateLimitCount.key == key))

    @staticmethod
    def _current(key: str) -> Any:  # noqa: ANN401 - a row of two columns
        query = sa.select(RateLimitCount.hits, RateLimitCount.ends_at).where(
            RateLimitCount.key == key, RateLimitCount.ends_at > time.time()
        )
        with db.engine.connect().execution_options(**{ONLY_READS: True}) as connection:
            return connection.execute(query).one_or_none()

"""Call ids told apart over a whole run, however long, in constant memory."""

from __future__ import annotations

import sqlite3


class CallIds:
    """Tells calls apart whose ids occur twice: FILE#ID in another file, FILE#ID#2, #3 … in the same one."""

    def __init__(self) -> None:
        # A database without a name lives in memory and moves to a temporary file when it grows.
        self._ids = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._ids.execute("pragma journal_mode = off")
        self._ids.execute("create table first (id blob primary key, source blob) without rowid")
        self._ids.execute("create table twice (id blob primary key, times integer) without rowid")
        self._ids.execute("begin")

    def apart(self, name: str, source: str) -> str:
        """An id that no call before had: the call's own where it is free."""
        key, here = _bytes(name), _bytes(source)
        row = self._ids.execute("select source from first where id = ?", (key,)).fetchone()
        if row is None:
            self._ids.execute("insert into first values (?, ?)", (key, here))
            return name
        full = f"{source}#{name}"
        told = self._ids.execute("select times from twice where id = ?", (_bytes(full),)).fetchone()
        times = (told[0] if told else int(row[0] == here)) + 1
        self._ids.execute("insert or replace into twice values (?, ?)", (_bytes(full), times))
        return self.apart(full if times == 1 else f"{full}#{times}", source)


def _bytes(name: str) -> bytes:
    """Paths may hold bytes that are no text; a database takes no such text."""
    return name.encode("utf-8", "surrogatepass")

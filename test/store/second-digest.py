"""The state digest of a chain in a SQLite database, made by docs/digest.md alone and by nothing of this project's code.

    python3 second-digest.py DIGEST.md DATABASE CHAIN_ID

Prints the digest and the number of rows. The tables and columns are read from the document.
"""

import hashlib
import json
import re
import sqlite3
import sys

SLOT = 1 << 44


def tables_of(document):
    """The rows of the document's list: name in the digest, name in SQL, and the columns with their types."""
    found = []
    for line in document.splitlines():
        row = re.fullmatch(r"\| `(\w+)` \| `(\w+)` \| (.*) \|", line)
        if row:
            columns = [column.split(" ") for column in row[3].split(", ")]
            found.append((row[1], row[2], columns))
    return found


def amount(stored):
    """The number that SQLite holds as bytes."""
    length, digits = stored[0] - 0x80, stored[1:]
    assert len(digits) == abs(length)
    if length < 0:
        return -int.from_bytes(bytes(byte ^ 0xFF for byte in digits), "big")
    return int.from_bytes(digits, "big")


def canonical(kind, value, slot):
    if value is None:
        return ""
    if kind == "id":
        return str(value - slot * SLOT if value != 0 else 0)
    if kind == "int":
        return str(value)
    if kind == "amount":
        return str(amount(value))
    if kind == "bytes":
        return '"0x' + value.hex() + '"'
    if kind == "text":
        return json.dumps(value, ensure_ascii=False)
    raise ValueError(kind)


def main(document, database, chain_id):
    tables = tables_of(open(document, encoding="utf-8").read())
    books = sqlite3.connect("file:" + database + "?mode=ro", uri=True)
    (slot,) = books.execute("select slot from chains where id = ?", (chain_id,)).fetchone()
    total = rows = 0
    for name, table, columns in tables:
        names = ", ".join('"' + column + '"' for column, _ in columns)
        query = f'select {names} from "{table}" where id > ? and id < ?'
        for row in books.execute(query, (slot * SLOT, (slot + 1) * SLOT)):
            values = [canonical(kind, value, slot) for (_, kind), value in zip(columns, row)]
            text = "|".join([name, *values])
            total += int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest(), "big")
            rows += 1
    total %= 1 << 256
    text = f"daybook-state-v1/sha-256|{chain_id}|0x{total:064x}"
    print("0x" + hashlib.sha256(text.encode("utf-8")).hexdigest(), rows)


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))

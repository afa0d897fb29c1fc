# SPDX-License-Identifier: GPL-3.0-or-later
# read-ddl.py PEER STATEMENTS.json SECONDS: as read-ddl.js, for the readers written in Python.
import json
import sys
import time


def make(peer):
    if peer == "sqlglot":
        import sqlglot

        return lambda sql: sqlglot.parse_one(sql, read="mysql")
    import sqlparse

    def tokenise(sql):
        for _ in sqlparse.parse(sql)[0].flatten():
            pass

    return tokenise


peer, file, seconds = sys.argv[1:]
parse = make(peer)
failed, size, done, spent = [], 0, 0, 0.0
start = time.process_time()
for statement in json.load(open(file, encoding="utf-8")):
    try:
        parse(statement)
    except Exception:  # whatever a reader throws, it did not read the statement
        failed.append(done)
    done += 1
    size += len(statement.encode())
    spent = time.process_time() - start
    if spent > float(seconds):
        break
print(json.dumps({"seconds": spent, "bytes": size, "done": done, "failed": failed}))

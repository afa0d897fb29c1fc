# SPDX-License-Identifier: GPL-3.0-or-later
"""How Tenon reads schemas, dumps and logs beside the readers others use, in one run.

compare-reading.py BUILD BOX: BUILD is the directory of an optimised build, BOX one for what is made and installed on
the way.  The schemas and logs of TENON_CORPUS are read where that is set, else those the project makes itself.
Exit status 1 when a goal is missed.
"""
import collections
import glob
import json
import os
import re
import resource
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
NPM_PEERS = {"node-sql-parser": "5.4.0", "@dbml/core": "10.2.0", "sql-ddl-to-json-schema": "6.0.0"}
PYTHON_PEERS = ("sqlglot", "sqlparse")
SECONDS_A_PEER = 20

missed = []


def judge(what, value, goal, at_least=True):
    ok = value >= goal if at_least else value <= goal
    print(f"  {what}: {value:,.1f} (goal: at {'least' if at_least else 'most'} {goal:g}) {'ok' if ok else 'MISSED'}")
    if not ok:
        missed.append(what)


def processor_seconds():
    """Of the programs that have ended: other programs may share the machine."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, errors="replace", **options)


# ---- schemas ----------------------------------------------------------------------------------------------------

TOKEN = re.compile(r"'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.|\"\")*\"|`(?:[^`]|``)*`|/\*.*?\*/|--[ \t][^\n]*|--\n|#[^\n]*|;", re.S)


def split(text):
    """Statements of a script without DELIMITER, comments kept inside them."""
    statements, start = [], 0
    for token in TOKEN.finditer(text):
        if token.group() == ";":
            statements.append(text[start:token.start()].strip())
            start = token.end()
    return [re.sub(r"\A(?:\s|--[^\n]*\n|#[^\n]*\n|/\*[^!].*?\*/)*", "", s, flags=re.S) for s in statements if s]


def is_definition(statement):
    return re.match(r"CREATE\s+(TEMPORARY\s+)?TABLE|ALTER\s+TABLE|CREATE\s+(UNIQUE\s+)?INDEX", statement, re.I) is not None


def own_schema(n):
    return "".join(
        f"""CREATE TABLE `orders_{i}` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT COMMENT 'the order',
  `user_id` int NOT NULL,
  `status` enum('new','paid','sent') NOT NULL DEFAULT 'new',
  `total` decimal(10,2) DEFAULT '0.00',
  `note` varchar(255) DEFAULT NULL,
  `created_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  UNIQUE KEY `note` (`note`,`status`),
  KEY `user` (`user_id`,`created_at`),
  CONSTRAINT `fk_{i}` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n"""
        for i in range(n)
    )


def read(path):
    return open(path, encoding="utf-8", errors="replace").read()


def schema_texts(corpus):
    """[(name, texts)]: dumps as a server writes them, then scripts as people write them."""
    sets = [("generated", [own_schema(400)])]
    if corpus:
        for name, pattern in (("dumps", "dumps/*.sql"), ("scripts", "schemas/**/*.sql")):
            files = sorted(glob.glob(os.path.join(corpus, pattern), recursive=True))
            sets.append((name, [read(f) for f in files if os.path.getsize(f) < 4_000_000]))
    return sets


def install_npm_peers(box):
    if shutil.which("npm") is None:
        print("  npm is not here: its readers are left out")
        return []
    if not os.path.isdir(os.path.join(box, "node_modules", "node-sql-parser")):
        open(os.path.join(box, "package.json"), "w").write('{"name": "peers", "private": true}')
        wanted = [f"{name}@{version}" for name, version in NPM_PEERS.items()]
        run("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *wanted, cwd=box, timeout=300)
    return [name for name in NPM_PEERS if os.path.isdir(os.path.join(box, "node_modules", name))]


def peer_commands(box):
    commands = [(name, ["node", os.path.join(HERE, "read-ddl.js"), name]) for name in install_npm_peers(box)]
    for name in PYTHON_PEERS:
        for python in ("/usr/bin/python3", sys.executable):
            if run(python, "-c", f"import {name}").returncode == 0:
                commands.append((name, [python, os.path.join(HERE, "read-ddl.py"), name]))
                break
        else:
            print(f"  {name} is not here: left out")
    return commands


def compare_schemas(build, box, corpus):
    peers = peer_commands(box)
    reader = os.path.join(build, "tests/bench/read-file")
    for name, texts in schema_texts(corpus):
        statements, scripts = [], []
        for text in texts:
            definitions = [s for s in split(text) if is_definition(s)]
            scripts.append(os.path.join(box, f"{name}-{len(scripts)}.sql"))
            open(scripts[-1], "w", encoding="utf-8").write(";\n".join(definitions) + ";\n")
            statements += definitions
        tables = sum(1 for s in statements if re.match(r"CREATE", s, re.I) and re.match(r"\w+\s+(TEMPORARY\s+)?TABLE", s, re.I))
        asked = os.path.join(box, f"{name}.json")
        json.dump(statements, open(asked, "w", encoding="utf-8"))
        ours = json.loads(run(reader, "schema", "5", *scripts).stdout)
        speed = ours["bytes"] / 1e6 / ours["seconds"]
        print(f"{name}: {len(statements)} definitions, {tables} of them CREATE TABLE, {ours['bytes'] / 1e6:.2f} MB")
        print(f"  {'Tenon':24} {speed:9.2f} MB/s   {ours['tables']} tables, warnings: {ours['problems']}")
        for peer, command in peers:
            answer = run(*command, asked, str(SECONDS_A_PEER), cwd=box)
            if answer.returncode != 0 or not answer.stdout.strip():
                print(f"  {peer:24} ended with an error: {answer.stderr.strip().splitlines()[-1:]}")
                continue
            theirs = json.loads(answer.stdout.splitlines()[-1])
            rate = theirs["bytes"] / 1e6 / theirs["seconds"]
            kind = "cannot tell failures" if peer == "sqlparse" else f"fails on {len(theirs['failed'])}"
            print(f"  {peer:24} {rate:9.2f} MB/s   {kind} of {theirs['done']}; Tenon is {speed / rate:,.0f} times as fast")
            if peer == "node-sql-parser":
                judge(f"{name}, times node-sql-parser's speed", speed / rate, 50)


def count_failures(build, corpus):
    """CREATE TABLE statements of single files against the tables Tenon shows for them."""
    cli = os.path.join(build, "src/cli/tenon-cli")
    files = sorted(glob.glob(os.path.join(corpus, "dumps/*.sql")))
    failed = 0
    for file in files:
        wanted = len({m.lower() for m in re.findall(r"^CREATE TABLE `((?:[^`]|``)+)`", read(file), re.M)})
        answer = json.loads(run(cli, "inspect", "--json", "--as", "mariadb", file).stdout)
        found = len(answer["tables"])
        if found < wanted:
            print(f"  {os.path.basename(file)}: {wanted} CREATE TABLE, {found} tables")
            failed += wanted - found
    judge(f"tables not read of {len(files)} whole dumps", failed, 0, at_least=False)


def check_probe(build, box, peers, corpus):
    probe = os.path.join(corpus, "quirks/probe.sql")
    statements = [line.rstrip(";") for line in read(probe).splitlines() if line.strip()]
    asked = os.path.join(box, "probe.json")
    json.dump(statements, open(asked, "w", encoding="utf-8"))
    answer = json.loads(run(os.path.join(build, "src/cli/tenon-cli"), "inspect", "--json", probe).stdout)
    unread = [d for d in answer.get("diagnostics", []) if d.get("severity") == "error"]
    print(f"probe of {len(statements)} idioms")
    for peer, command in peers:
        if peer == "sqlparse":
            continue
        theirs = json.loads(run(*command, asked, "60", cwd=box).stdout.splitlines()[-1])
        print(f"  {peer:24} reads {len(statements) - len(theirs['failed'])}")
    judge("idioms Tenon reads", len(statements) - len(unread), len(statements))


# ---- dumps with rows --------------------------------------------------------------------------------------------


def write_dump(path, megabytes):
    rows = ",".join(f"({i},'a text with \\'quotes\\' and; a semicolon','2024-01-01 10:00:00')" for i in range(2000))
    statement = f"INSERT INTO `t` VALUES {rows};\n"
    with open(path, "w", encoding="utf-8") as file:
        file.write("CREATE TABLE `t` (`a` int, `b` varchar(99), `c` datetime);\n")
        for _ in range(megabytes * 1_000_000 // len(statement)):
            file.write(statement)


def compare_rows(build, box):
    reader = os.path.join(build, "tests/bench/read-file")
    path = os.path.join(box, "rows.sql")
    write_dump(path, 1000)
    run("wc", "-l", path)  # the file is in memory now, for both
    start = processor_seconds()
    run("wc", "-w", path, env={"LC_ALL": "C"})
    floor = processor_seconds() - start
    ours = json.loads(run(reader, "schema", "1", path).stdout)
    os.remove(path)
    gigabytes = ours["bytes"] / 1e9
    print(f"rows: a dump of {gigabytes:.2f} GB in {ours['seconds']:.2f} s; wc -w, which looks at every byte too, takes {floor:.2f} s")
    judge("rows, times the time of wc -w", ours["seconds"] / floor, 1, at_least=False)
    judge("rows, MB resident", ours["resident_kb"] / 1024, 100, at_least=False)


def count_instructions(command, box):
    out = os.path.join(box, "callgrind.out")
    answer = run("valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", *command)
    return int(re.search(r"Collected : (\d+)", answer.stderr).group(1))


def compare_growth(build, box):
    if shutil.which("valgrind") is None:
        print("valgrind is not here: instructions are not counted")
        return
    reader = os.path.join(build, "tests/bench/read-file")
    counts = []
    for n in (100, 1000):
        path = os.path.join(box, f"schema-{n}.sql")
        open(path, "w", encoding="utf-8").write(own_schema(n))
        counts.append(count_instructions([reader, "schema", "1", path], box))
    print(f"instructions: {counts[0] / 1e6:.1f} million for 100 tables, {counts[1] / 1e6:.1f} million for 1,000")
    judge("ten times the schema, times the instructions", counts[1] / counts[0], 11, at_least=False)


# ---- logs -------------------------------------------------------------------------------------------------------

SHAPES = [
    "SELECT * FROM orders WHERE id = {n}",
    "SELECT o.id, o.total FROM orders o JOIN users u ON u.id = o.user_id WHERE u.email = 'u{n}@example.com' LIMIT 20",
    "INSERT INTO order_items (order_id, sku, quantity) VALUES ({n}, 'sku-{n}', 1), ({n}, 'b''c', 2)",
    "UPDATE stock SET quantity = quantity - 1 WHERE sku IN ('a', 'b', {n})",
    "DELETE FROM carts WHERE created_at < '2024-01-01' -- nightly",
    "SELECT COUNT(*) FROM order_items WHERE order_id = {n} AND quantity BETWEEN 1 AND {n}",
]


def write_log(path, n):
    with open(path, "w", encoding="utf-8") as file:
        for i in range(n):
            statement = SHAPES[(i * 7 + i // 11) % len(SHAPES)].format(n=i)
            file.write(
                f"# Time: 2024-03-01T{i // 3600 % 24:02}:{i // 60 % 60:02}:{i % 60:02}.{i % 1000000:06}Z\n"
                f"# User@Host: app[app] @ localhost []  Id: {i % 40}\n"
                f"# Query_time: 0.{i % 997 + 1:06}  Lock_time: 0.000001 Rows_sent: {i % 20}  Rows_examined: {i % 300}\n"
                f"SET timestamp={1709251200 + i % 86400};\n{statement};\n"
            )


def classes_of_peer(path):
    start = processor_seconds()
    answer = run("pt-query-digest", "--no-version-check", "--output", "json", "--limit", "100%", path)
    spent = processor_seconds() - start
    found = collections.Counter()
    at = answer.stdout.find("{")
    for item in json.loads(answer.stdout[at:])["classes"] if at >= 0 else []:
        found[item["fingerprint"]] += item["query_count"]
    return found, spent


def classes_of_tenon(build, path):
    start = processor_seconds()
    answer = run(os.path.join(build, "src/cli/tenon-cli"), "inspect", "--json", path)
    spent = processor_seconds() - start
    found = collections.Counter()
    for item in json.loads(answer.stdout).get("statements", []):
        found[item["fingerprint"]] += item["count"]
    return found, spent


def reason(fingerprint, here, there, text):
    """Why one side has a class that the other has not; None when no known reason fits."""
    if here == there:
        return "a comment behind the statement leaves the peer a space at the end"
    if re.search(r"Query_time: \d+\.\d+\.", text):
        return "the time of the event is malformed: the peer drops the event, Tenon keeps the statement and its count"
    if re.search(r"# administrator command:\s*\n", text):
        return "an administrator command without a name: the peer takes the line behind it for the name"
    return None


def compare_log(build, path, name):
    theirs, their_time = classes_of_peer(path)
    ours, our_time = classes_of_tenon(build, path)
    their_trimmed, our_trimmed = collections.Counter(), collections.Counter()
    for counts, trimmed in ((theirs, their_trimmed), (ours, our_trimmed)):
        for fingerprint, count in counts.items():
            trimmed[fingerprint.rstrip()] += count
    differences = sorted({f.rstrip() for f in theirs | ours if theirs[f] != ours[f]})
    unexplained = 0
    if differences:
        text = read(path)
        print(f"  {name}: {len(theirs)} classes, {len(ours)} here")
        for fingerprint in differences:
            why = reason(fingerprint, our_trimmed[fingerprint], their_trimmed[fingerprint], text)
            unexplained += why is None
            print(f"    {their_trimmed[fingerprint]} there, {our_trimmed[fingerprint]} here: {fingerprint[:90]}\n      {why or 'NO REASON KNOWN'}")
    return their_time, our_time, len(theirs), len(differences), unexplained


def compare_logs(build, box, corpus):
    if shutil.which("pt-query-digest") is None:
        print("pt-query-digest is not here: logs are not compared")
        return
    path = os.path.join(box, "slow.log")
    write_log(path, 120000)
    their_time, our_time, n, differences, unexplained = compare_log(build, path, "a generated log")
    print(f"slow log of {os.path.getsize(path) / 1e6:.1f} MB, 120,000 statements, {n} classes: pt-query-digest {their_time:.1f} s of the processor, Tenon {our_time:.2f} s")
    judge("logs, times pt-query-digest's speed, whole processes", their_time / our_time, 50)
    files = [os.path.join(ROOT, "data/samples/bookshop/slow.log")]
    if corpus:
        files += [f for f in sorted(glob.glob(os.path.join(corpus, "logs/**/*"), recursive=True)) if f.endswith((".log", ".txt"))]
    n_logs = n_classes = 0
    for file in files:
        if not os.path.isfile(file) or not re.search(r"^# Query_time: ", read(file), re.M):
            continue
        _, _, n, more, odd = compare_log(build, file, os.path.basename(file))
        n_logs, n_classes, differences, unexplained = n_logs + 1, n_classes + n, differences + more, unexplained + odd
    print(f"  {n_logs} more logs with {n_classes} classes: {differences} differences in class or count")
    judge("differences without a known reason", unexplained, 0, at_least=False)


def main():
    build, box = sys.argv[1:]
    os.makedirs(box, exist_ok=True)
    corpus = os.environ.get("TENON_CORPUS")
    compare_schemas(build, box, corpus)
    if corpus:
        count_failures(build, corpus)
        check_probe(build, box, peer_commands(box), corpus)
    compare_rows(build, box)
    compare_growth(build, box)
    compare_logs(build, box, corpus)
    if missed:
        print("missed: " + "; ".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

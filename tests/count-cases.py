#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts single test cases in Meson's test logs.

    count-cases.py TESTLOG.json…

A program that speaks TAP counts with each of its cases, any other as one.  A program that failed without saying which
case (a crash, a timeout, a plan not kept) counts as one failure more.  Ends in "N passed, N failed"; exit status 1
when anything failed or nothing ran at all.
"""

import json
import re
import sys

CASE = re.compile(r"^(not )?ok\b\s*(\d*)\s*-?\s*([^#]*)(#\s*(SKIP|TODO)\b.*)?", re.IGNORECASE)
GOOD = {"OK", "SKIP", "EXPECTEDFAIL"}


def cases_of(output):
    """The TAP cases in what a program printed, as (name, passed, skipped)."""
    for line in output.splitlines():
        found = CASE.match(line)
        if found:
            directive = (found.group(5) or "").upper()
            yield found.group(3).strip() or found.group(2), not found.group(1) or directive == "TODO", directive == "SKIP"


def main():
    passed = skipped = 0
    failed = []
    for path in sys.argv[1:]:
        try:
            with open(path, encoding="utf-8") as stream:
                runs = [json.loads(line) for line in stream if line.strip()]
        except FileNotFoundError:
            continue
        for run in runs:
            output = run.get("stdout") or ""
            cases = list(cases_of(output)) if re.search(r"^1\.\.\d+|^TAP version", output, re.M) else []
            before = len(failed)
            for name, fine, skip in cases:
                if not fine:
                    failed.append(f"{run['name']}: {name}")
                elif skip:
                    skipped += 1
                else:
                    passed += 1
            if run["result"] not in GOOD:
                if len(failed) == before:
                    failed.append(f"{run['name']}: {run['result'].lower()}")
            elif not cases:
                if run["result"] == "SKIP":
                    skipped += 1
                else:
                    passed += 1

    for name in failed:
        print("FAILED " + name)
    print(f"{passed} passed, {len(failed)} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a project whose rates and questions are open to its confirmed requirements, by keys alone, and what is said when a
pattern changes afterwards.

    run-x.sh drive-gate.py TENON TENON-CLI SAMPLE

Speaks TAP; skipped as drive-patterns.py is.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import person
    from person import Missing, Person, wait
except ImportError as error:
    print(f"1..0 # SKIP {error}")
    sys.exit(0)

SCHEMA = "CREATE TABLE users (id INT NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL);\n"
API = "# API\n\n| Method | Endpoint | Data Access Pattern |\n|---|---|---|\n| POST | /users | Create user record |\n| GET | /users/:id | Query user by ID |\n"
MESSAGE = "stage-02 task 1.3"


class Way:
    """One person, one project, and what was done so far."""

    def __init__(self, program, folder):
        self.folder = folder
        self.person = Person([program, folder], "openbox")

    def tab_to(self, pattern, most=30):
        """On by Tab until something of that name has the focus; never more often than that."""
        expression = re.compile(pattern)
        passed = []
        for _ in range(most):
            focus = self.person.focused()
            if expression.search(focus):
                return len(passed)
            passed.append(focus)
            before = self.person.focus
            self.person.key("Tab")
            try:
                wait(lambda: self.person.listen() != before, "the focus elsewhere", 1)
            except Missing:
                pass # some stops are nothing to listen to
        raise Missing(f"no way by Tab to {pattern}: {passed}")

    def commits(self):
        return subprocess.run(["git", "-C", self.folder, "log", "--format=%an|%s"], capture_output=True, text=True, check=True).stdout.split("\n")

    # ---- the steps ----

    def rates(self):
        """rates are stated with their evidence, both halves at once"""
        p = self.person
        p.wait_for("button", "Undo")
        p.key("alt+3")
        p.wait_focus("^cell AP1")
        for number in (1, 2):
            p.key("ctrl+Home", *["Down"] * (number - 1), *["Right"] * 3)
            p.wait_focus(f"^cell AP{number}, peak rate, unknown")
            p.type("5/1")
            p.wait_focus("^text Peak")
            p.key("Return")
            dialog = p.wait_for("frame", "Peak Rate")
            if number == 1:
                p.type("Ada <ada@example.org>")
                p.key("Tab")
            p.type("Ada said so")
            button = p.wait_for("button", "State Rate", dialog)
            wait(lambda: person.SENSITIVE in button.states, "the button State Rate")
            p.key("ctrl+Return")
            wait(lambda: len(p.windows) == 1, "the end of the dialog")
            p.wait_focus(f"^cell AP{number}, peak rate, 5 per second, stated")

    def questions(self):
        """all questions are declined with one reason"""
        p = self.person
        p.key("alt+4")
        p.wait_focus("^list item ")
        p.key("ctrl+a", "d")
        p.wait_focus("^text Reason to decline")
        p.type("Not needed here")
        p.key("Return")
        p.wait_for("button", "Confirm Requirements…", p.windows[0])

    def confirmed(self):
        """the gate is confirmed by a named person, with the message of the tasks document"""
        p = self.person
        self.tab_to("^button Confirm Requirements")
        p.key("Return")
        dialog = p.wait_for("frame", "Confirm Requirements")
        for words in (re.compile("API patterns"), re.compile("Table structure"), re.compile("Log analysis"), "Every question is answered"):
            p.wait_for(None, words, dialog)
        self.tab_to("^button Confirm$")
        p.key("Return")
        wait(lambda: any(MESSAGE in each for each in self.commits()), lambda: f"the commit: {self.commits()}")
        wait(lambda: len(p.windows) == 1, "the end of the dialog")
        assert any(each.startswith("Ada|" + MESSAGE) for each in self.commits()), self.commits()

    def stale(self):
        """a pattern that changes afterwards makes the gate stale, which every page says, with what changed"""
        p = self.person
        p.key("alt+3")
        p.wait_focus("^cell ")
        p.key("ctrl+Home", "Right")
        p.wait_focus("^cell AP1, description")
        p.type("Register a user")
        p.key("Return")
        for page in range(1, 9):
            p.key(f"alt+{page}")
            p.wait_for("label", re.compile(r"^The requirements changed since they were confirmed \(Ada, .*: 1 pattern\.$"), p.windows[0])
        p.click(p.wait_for("button", "Show…", p.windows[0]))
        wait(lambda: len(p.windows) == 2, "the list of what changed")
        for words in ("Create user record", "Register a user"):
            p.wait_for("label", words, p.windows[1])
        p.key("Escape")
        wait(lambda: len(p.windows) == 1, "the end of the list")
        p.key("ctrl+z")


def main():
    program, cli, _ = sys.argv[1:4]
    for tool in ("xdotool", "openbox"):
        if shutil.which(tool) is None:
            print(f"1..0 # SKIP {tool} is not there")
            return 0
    try:
        person.accessibility_bus()
    except person.GLib.Error as error:
        print(f"1..0 # SKIP no accessibility bus: {error.message}")
        return 0

    print("TAP version 13")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, text in (("schema.sql", SCHEMA), ("api.md", API)):
            files.append(os.path.join(folder, name))
            with open(files[-1], "w", encoding="utf-8") as stream:
                stream.write(text)
        project = os.path.join(folder, "tiny")
        subprocess.run([cli, "new", project, "--name", "Tiny", *files], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        way = Way(program, project)
        steps = [way.rates, way.questions, way.confirmed, way.stale]
        try:
            for number, step in enumerate(steps, 1):
                try:
                    step()
                    print(f"ok {number} - {step.__doc__}", flush=True)
                except (Missing, AssertionError, person.GLib.Error) as error:
                    failed += 1
                    print(f"not ok {number} - {step.__doc__}\n# {error}", flush=True)
                    if os.environ.get("TENON_PICTURES"):
                        subprocess.run(["import", "-silent", "-window", "root", os.path.join(os.environ["TENON_PICTURES"], step.__name__ + ".png")], check=False)
                    break # each needs those before it
        finally:
            way.person.kill()
    print(f"1..{len(steps)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

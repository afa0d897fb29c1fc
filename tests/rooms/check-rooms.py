#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that the source keeps to its rooms.  Speaks TAP.

    check-rooms.py SOURCE-ROOT [TENON-CLI]

Which room may include which is the table ARROWS; which library belongs to which room is the table LIBRARIES.
A room that is not in ARROWS, or a header named without its room, fails as well.
"""

import os
import re
import subprocess
import sys

# room -> the rooms it may include, besides itself
ARROWS = {
    "base": set(),
    "model": {"base"},
    "mysql": {"model", "base"},
    "design": {"model", "base"},
    "contract": {"model", "base"},
    "layout": {"model", "base"},
    "artifact": {"mysql", "model", "base"},
    "project": {"artifact", "design", "contract", "layout", "mysql", "model", "base"},
    "cli": {"project", "model", "base"},
    "app": {"project", "model", "base"},
}

# what, how its headers begin, the rooms that may include them
LIBRARIES = [
    ("GTK", ("gtk/", "gdk/", "gsk/"), {"app"}),
    ("libadwaita", ("adwaita",), {"app"}),
    ("GtkSourceView", ("gtksourceview",), {"app"}),
    ("libgit2", ("git2",), {"project"}),
    ("cmark", ("cmark",), {"artifact"}),
    ("libyaml", ("yaml.h",), {"artifact"}),
]

# Text written to files is fixed English: nothing in these rooms is translated.
UNTRANSLATED = {"base", "mysql", "contract", "layout", "artifact"}

# Headers that the build makes.
GENERATED = {"tenon-config.h"}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
TRANSLATION = re.compile(r"(?<![A-Za-z0-9_])(?:_|N_|C_|ngettext)\s*\(")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX)\b")
LICENCE = "/* SPDX-License-Identifier: GPL-3.0-or-later */"


def read_rooms(root):
    """room -> list of (path, lines) of its sources"""
    rooms = {}
    src = os.path.join(root, "src")
    for room in sorted(os.listdir(src)):
        if not os.path.isdir(os.path.join(src, room)):
            continue
        rooms[room] = []
        for folder, folders, names in os.walk(os.path.join(src, room)):
            folders.sort()
            for name in sorted(names):
                if name.endswith((".c", ".h")):
                    path = os.path.join(folder, name)
                    with open(path, encoding="utf-8") as stream:
                        rooms[room].append((path, stream.read().splitlines()))
    return rooms


def includes(files):
    for path, lines in files:
        for number, line in enumerate(lines, 1):
            found = INCLUDE.match(line)
            if found:
                yield path, number, found.group(1) == "<", found.group(2)


def wrong_arrows(room, files):
    for path, number, system, header in includes(files):
        target = header.split("/")[0]
        if system or target == room or header in GENERATED:
            continue
        if target in ARROWS:
            if target not in ARROWS[room]:
                yield f"{path}:{number}: {room} must not include {header}"
        elif not os.path.exists(os.path.join(os.path.dirname(path), header)):
            yield f"{path}:{number}: {header} does not name its room"


def wrong_libraries(rooms, starts, allowed):
    for room, files in rooms.items():
        if room in allowed:
            continue
        for path, number, _, header in includes(files):
            if header.startswith(starts):
                yield f"{path}:{number}: {header} does not belong in {room}"


def wrong_lines(files, pattern, why):
    for path, lines in files:
        for number, line in enumerate(lines, 1):
            if pattern.search(line):
                yield f"{path}:{number}: {why}"


def wrong_licences(rooms):
    for files in rooms.values():
        for path, lines in files:
            if not lines or lines[0] != LICENCE:
                yield f"{path}:1: the first line is not the licence"


def display_libraries(program):
    listed = subprocess.run(["ldd", program], capture_output=True, text=True, check=False).stdout
    for line in listed.splitlines():
        if re.search(r"lib(gtk-|adwaita|gtksourceview)", line):
            yield f"{program} links {line.strip()}"


def missing_translations(root, rooms):
    """Sources with text to translate that po/POTFILES.in does not name, and names of files that are gone."""
    with open(os.path.join(root, "po/POTFILES.in"), encoding="utf-8") as stream:
        listed = {line.strip() for line in stream if line.strip() and not line.startswith("#")}
    wanted = {os.path.relpath(path, root)
              for files in rooms.values() for path, lines in files
              if path.endswith(".c") and any(TRANSLATION.search(line) for line in lines)}
    for folder, _, names in os.walk(os.path.join(root, "src/app")):
        for name in names:
            path = os.path.join(folder, name)
            if name.endswith(".ui"):
                with open(path, encoding="utf-8") as stream:
                    if 'translatable="yes"' in stream.read():
                        wanted.add(os.path.relpath(path, root))
    for path in sorted(wanted - listed):
        yield f"{path} is not in po/POTFILES.in"
    for path in sorted(listed):
        if not os.path.exists(os.path.join(root, path)):
            yield f"po/POTFILES.in names {path}, which is gone"


class Tap:
    def __init__(self):
        self.number = 0
        self.failed = False

    def case(self, name, findings):
        findings = list(findings)
        self.number += 1
        for finding in findings:
            print("# " + finding)
        self.failed = self.failed or bool(findings)
        print(f"{'not ok' if findings else 'ok'} {self.number} {name}")

    def skip(self, name, why):
        self.number += 1
        print(f"ok {self.number} {name} # SKIP {why}")


def main():
    root = os.path.abspath(sys.argv[1])
    program = sys.argv[2] if len(sys.argv) > 2 else None
    rooms = read_rooms(root)
    tap = Tap()

    tap.case("every folder of src is a room of the house",
             [f"src/{room} is not a room" for room in rooms if room not in ARROWS])
    for room in ARROWS:
        tap.case(f"{room} includes only what its arrows allow", wrong_arrows(room, rooms.get(room, [])))
    for name, starts, allowed in LIBRARIES:
        tap.case(f"{name} stays in {', '.join(sorted(allowed))}", wrong_libraries(rooms, starts, allowed))
    for room in sorted(UNTRANSLATED):
        tap.case(f"{room} translates nothing", wrong_lines(rooms.get(room, []), TRANSLATION, "text here is fixed English"))
    tap.case("text to translate is listed", missing_translations(root, rooms))
    tap.case("every source file begins with its licence", wrong_licences(rooms))
    tap.case("no source file is marked unfinished",
             (finding for files in rooms.values() for finding in wrong_lines(files, UNFINISHED, "marked unfinished")))
    if program and os.path.exists(program):
        tap.case("tenon-cli needs no display", display_libraries(program))
    else:
        tap.skip("tenon-cli needs no display", "tenon-cli is not built")

    print(f"1..{tap.number}")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())

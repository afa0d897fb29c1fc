#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of access patterns, phrase by phrase: what is promised of it, the gesture a person makes, and what a screen
reader and the project's files say afterwards.

    run-x.sh drive-patterns.py TENON TENON-CLI SAMPLE

Speaks TAP, a case for each phrase.  Without an accessibility bus, a window manager or the tools to press keys all of it
is skipped, with a word why.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import person
    from person import FOCUSABLE, Missing, Person, wait
except ImportError as error:
    print(f"1..0 # SKIP {error}")
    sys.exit(0)

PHRASES = []


def phrase(words):
    """What is promised, and the function that tries it."""
    def keep(function):
        PHRASES.append((words, function))
        return function
    return keep


class Table(Person):
    """A person before the table of the sample's patterns."""

    def __init__(self, program, folder):
        self.folder = folder
        self.command = [program, folder]
        super().__init__(self.command, "openbox")
        self.enter()

    def enter(self):
        self.page = None
        self.wait_for("button", "Undo")
        self.key("alt+3")
        self.wait_focus("^cell ")
        self.page = wait(lambda: self.windows[0].find(None, "TenonPatternsPage"), "the page")

    def again(self):
        """The window is closed and opened anew."""
        self.page = None
        complaints = self.stop()
        assert complaints == "", complaints
        self.start(self.command)
        self.enter()

    # ---- the files ----

    @property
    def patterns(self):
        with open(os.path.join(self.folder, "artifacts/stage-02/model.json"), encoding="utf-8") as stream:
            return json.load(stream)["patterns"]

    def of(self, pattern, member):
        return next((each.get(member) for each in self.patterns if each["pattern_id"] == pattern), None)

    def wait_saved(self, pattern, member, value):
        wait(lambda: self.of(pattern, member) == value, lambda: f"{member} of {pattern} as {value!r}; it is {self.of(pattern, member)!r}")

    # ---- the table ----

    def cell(self, spoken):
        """The cell whose name begins so: "AP1, description"."""
        return wait(lambda: self.page.find("cell", re.compile("^" + re.escape(spoken) + "\\b")), f"the cell {spoken}")

    def go(self, spoken):
        """To a cell, by keys alone; rows stand as they are written."""
        pattern, column = spoken.split(", ")
        if not self.focused().startswith("cell "):
            self.key("alt+3")
            self.wait_focus("^cell ")
        self.key("ctrl+Home")
        self.wait_focus("^cell " + self.patterns[0]["pattern_id"] + "( .draft.)?, ")
        row = [each["pattern_id"] for each in self.patterns].index(pattern)
        self.key(*["Down"] * row, *["Right"] * self.columns().index(column))
        self.wait_cell(spoken)

    def columns(self):
        """What the columns are called in the names of cells, from left to right."""
        spoken = {"Pattern": "number", "Peak": "peak rate", "Average": "average rate"}
        return [spoken.get(title, title.lower()) for title in self.headings()]

    def wait_cell(self, spoken):
        self.wait_focus("^cell " + re.escape(spoken))

    def wait_shown(self, spoken):
        return wait(lambda: self.page.find("cell", re.compile("^" + spoken)), f"a cell {spoken}")

    def rows(self):
        """The patterns in the order they are shown: GTK 4.8 tells no places of rows out of sight, but their order."""
        return [seen.name.split(", ")[2].split(";")[0] for seen in self.page.look() if seen.role == "cell" and seen.name.startswith("AP") and ", number, " in seen.name]

    def headings(self):
        """The columns' titles from left to right."""
        titles = [seen for seen in self.page.look() if seen.role == "label" and seen.parent and seen.parent.parent and seen.parent.parent.name == "GtkColumnViewTitle"]
        return [seen.name for seen in sorted(titles, key=lambda seen: seen.place[0])]

    def heading(self, title):
        return next(seen.parent.parent for seen in self.page.look() if seen.role == "label" and seen.name == title and seen.parent and seen.parent.parent and seen.parent.parent.name == "GtkColumnViewTitle")

    def undo(self, times=1):
        for _ in range(times):
            self.key("ctrl+z")

    def leave_out(self, reason):
        """Says in the dialog that is open why patterns of a source are left out."""
        dialog = self.wait_for("frame", re.compile("Leave Patterns? Out"))
        self.type("Ada <ada@example.org>")
        self.key("Tab")
        self.type(reason)
        button = self.wait_for("button", "Leave Out", dialog)
        wait(lambda: person.SENSITIVE in button.states, "the button Leave Out")
        self.key("ctrl+Return")
        wait(lambda: len(self.windows) == 1, "the end of the dialog")

    def state(self, evidence):
        """Fills the evidence dialog that is open."""
        dialog = self.wait_for("frame", re.compile(" Rate"))
        self.type("Ada <ada@example.org>")
        self.key("Tab")
        self.type(evidence)
        button = self.wait_for("button", "State Rate", dialog)
        wait(lambda: person.SENSITIVE in button.states, "the button State Rate")
        self.key("ctrl+Return")
        wait(lambda: len(self.windows) == 1, "the end of the dialog")


# ---- in place ----


@phrase("a text is edited in place, Enter takes it and goes down, Ctrl+Z takes it back")
def edit_text(t):
    before = t.of("AP1", "description")
    t.go("AP1, description")
    t.type("Make an account")
    t.wait_focus("^text Description")
    t.key("Return")
    t.wait_cell("AP2, description")
    t.wait_shown("AP1, description, Make an account")
    t.wait_saved("AP1", "description", "Make an account")
    t.undo()
    t.wait_saved("AP1", "description", before)


@phrase("F2 edits what stands there, Esc drops it, Tab takes it and goes right")
def keys_of_editing(t):
    before = t.of("AP2", "description")
    t.go("AP2, description")
    t.key("F2")
    t.wait_focus("^text Description")
    t.key("End")
    t.type(" now")
    t.key("Escape")
    t.wait_cell("AP2, description, " + before)
    t.key("F2")
    t.wait_focus("^text Description")
    t.key("End")
    t.type(" now")
    t.key("Tab")
    t.wait_cell("AP2, type")
    t.wait_saved("AP2", "description", before + " now")
    t.undo()
    t.wait_saved("AP2", "description", before)


@phrase("arrows, Home, End, Page Down and Tab go from cell to cell")
def keys_of_moving(t):
    t.go("AP1, description")
    for key, cell in [("Right", "AP1, type"), ("Down", "AP2, type"), ("Left", "AP2, description"), ("Up", "AP1, description"), ("Home", "AP1, number"),
                      ("Tab", "AP1, description"), ("shift+Tab", "AP1, number"), ("End", "AP1, status"), ("Tab", "AP2, number"), ("ctrl+Home", "AP1, number")]:
        t.key(key)
        t.wait_cell(cell)
    t.key("Next")
    t.wait_focus(r"^cell AP(?!1,)\d+, number")
    t.key("Prior")
    t.wait_cell("AP1, number")


@phrase("a drop-down: what is typed chooses, and what is no choice is refused")
def edit_choice(t):
    t.go("AP1, type")
    t.type("del")
    t.key("Return")
    t.wait_shown("AP1, type, Delete")
    t.wait_saved("AP1", "operation_type", "DELETE")
    t.undo()
    t.wait_saved("AP1", "operation_type", "WRITE")
    t.go("AP1, type")
    t.type("nonsense")
    t.key("Return")
    t.wait_for(None, re.compile("nonsense"), t.windows[0])
    t.key("Escape", "Escape")
    t.wait_cell("AP1, type, Write")


@phrase("entities complete from the schema, several one after the other")
def edit_entities(t):
    before = t.of("AP1", "entities_involved")
    t.go("AP1, entities")
    t.type("addr")
    t.wait_for("list item", "addresses")
    t.type(", pub")
    t.wait_for("list item", "publishers")
    t.key("Return")
    t.wait_saved("AP1", "entities_involved", ["addresses", "publishers"])
    t.undo()
    t.wait_saved("AP1", "entities_involved", before)


@phrase("attributes complete from the schema, those of the pattern's entities first")
def edit_attributes(t):
    before = t.of("AP2", "attributes")
    t.go("AP2, attributes")
    t.type("pho")
    t.wait_for("list item", "customers.phone")
    t.key("Return")
    t.wait_saved("AP2", "attributes", ["customers.phone"])
    t.undo()
    t.wait_saved("AP2", "attributes", before)


@phrase("a number with its unit: 0.25 s is 250 ms")
def edit_number(t):
    open_columns(t, "Size and Speed", "Latency target")
    t.go("AP2, latency target")
    t.type("0.25 s")
    t.key("Return")
    t.wait_shown("AP2, latency target, 250 ms")
    t.wait_saved("AP2", "latency_ms", 250)
    t.undo()
    t.wait_saved("AP2", "latency_ms", None)
    open_columns(t, "Size and Speed", "Latency target")


# ---- rates ----


@phrase("a rate shows its origin by icon and word, and its evidence")
def rate_origin(t):
    cell = t.wait_shown("AP1, peak rate, at least 1 per second, observed")
    assert re.search(r"slow\.log:\d+-\d+: \d+ executions", cell.description), cell.description
    t.go("AP45, peak rate")
    t.wait_shown("AP45, peak rate, unknown")


@phrase("a number that is entered asks for its evidence, and both halves of 500/200 are offered")
def enter_rate(t):
    t.go("AP45, peak rate")
    t.type("500/200")
    t.key("Return")
    dialog = t.wait_for("frame", re.compile("Peak Rate"))
    t.wait_for(None, "Take 200 a second as the average", dialog)
    t.state("Ada said so")
    t.wait_shown("AP45, peak rate, 500 per second, stated")
    t.wait_shown("AP45, average rate, 200 per second, stated")
    rate = wait(lambda: t.of("AP45", "rps_average"), "the average")
    assert (rate["value"], rate["origin"], rate["evidence"]) == (200, "STATED", "Ada said so"), rate
    t.wait_cell("AP45, peak rate")
    t.undo()
    t.wait_shown("AP45, peak rate, unknown")


# ---- order, filter, columns ----


def open_columns(t, *items):
    t.click(t.wait_for("button", re.compile("^Columns and files"), t.page))
    t.choose("Columns", *items)
    t.wait_gone("menu item", "Columns")


@phrase("a click on a heading sorts, a second one turns it round, and the order as written comes back")
def sort_rows(t):
    t.go("AP1, number")
    written = t.rows()[:5]
    words = lambda: [t.of(each, "description").casefold() for each in t.rows()[:5]]
    t.click(t.heading("Description").node)
    wait(lambda: t.rows()[:5] != written and words() == sorted(words()), lambda: f"rows by description, not {words()}")
    first = words()[0]
    t.click(t.heading("Description").node)
    t.key("ctrl+Home")
    wait(lambda: words()[0] > first and words() == sorted(words(), reverse=True), lambda: f"rows from the end, not {words()}")
    open_columns(t, "Order as Written")
    wait(lambda: t.rows()[:5] == written, "rows as they are written")


@phrase("text, entity, type and origin filter, together and each alone")
def filter_rows(t):
    t.go("AP1, number")
    every = t.rows()[:8]
    t.key("ctrl+f")
    t.wait_focus("Filter patterns")
    t.type("warehouse")
    wait(lambda: 0 < len(t.rows()) < 8, "fewer rows")
    assert all("warehouse" in json.dumps(next(p for p in t.patterns if p["pattern_id"] == row)) for row in t.rows())
    t.key("ctrl+a", "BackSpace")
    wait(lambda: t.rows()[:8] == every, "every row again")
    for label, choice, good in [("Entity", "stock", lambda p: "stock" in p["entities_involved"]), ("Type", "Delete", lambda p: p["operation_type"] == "DELETE"),
                                ("Rate", "Unknown", lambda p: p["operation_type"] != "NONE" and not (p["rps_peak"] and p["rps_average"]))]:
        choose_filter(t, label, choice)
        known = {each["pattern_id"]: each for each in t.patterns}
        wanted = [each for each in known if good(known[each])]
        wait(lambda: t.rows() == wanted[:len(t.rows())] and len(t.rows()) >= min(len(wanted), 8), lambda: f"rows where {label} is {choice}: {wanted}, not {t.rows()}")
        choose_filter(t, label, None)
        wait(lambda: t.rows()[:8] == every, "every row again")


def choose_filter(t, label, choice):
    """Another choice in one of the drop-downs of the filter; None for any."""
    if t.focused().startswith("button Filter by entity"):
        t.key("Return")
    else:
        t.click(t.wait_for("button", re.compile("^Filter by entity"), t.page))
    t.wait_focus("^button Entity: ")
    button = t.wait_for("button", re.compile("^" + label), t.wait_for("combo box", label, t.page))
    t.click(button)
    if label == "Entity":
        t.wait_focus("^text Search")
        t.type(choice or "Any")
        t.wait_gone("list item", "warehouses")
    t.click(t.wait_for("list item", choice or "Any"))
    t.wait_focus(f"^button {label}: {choice or 'Any'}")
    t.key("Escape")
    t.wait_focus("^button Filter by entity")


@phrase("columns are hidden and shown, made wider and moved, and stay so for the project")
def arrange_columns(t):
    before = t.headings()
    open_columns(t, "Endpoint")
    wait(lambda: "Endpoint" not in t.headings(), "no column Endpoint")
    place = t.heading("Type").place
    edge = t.point(t.heading("Type").node, place[2] + 5, place[3] // 2)
    t.drag(edge, (edge[0] + 40, edge[1]))
    wait(lambda: abs(t.heading("Type").place[2] - place[2] - 40) <= 3, lambda: f"a wider column; it was {place[2]}, it is {t.heading('Type').place[2]}")
    width = t.heading("Type").place[2]
    t.drag(t.point(t.heading("Type").node), t.point(t.heading("Pattern").node, 12))
    wait(lambda: t.headings()[0] == "Type", lambda: f"Type as the first column: {t.headings()}")
    arranged = t.headings()
    t.again()
    wait(lambda: t.headings() == arranged, lambda: f"columns as they were left: {t.headings()}")
    assert abs(t.heading("Type").place[2] - width) <= 1, (t.heading("Type").place, width)
    open_columns(t, "Reset Columns")
    wait(lambda: t.headings() == before, "the columns of the beginning")


# ---- rows ----


@phrase("several rows are duplicated, moved and deleted at once, each one step to undo")
def change_rows(t):
    ids = lambda: [each["pattern_id"] for each in t.patterns]
    before = ids()
    t.go("AP2, description")
    t.key("shift+Down")
    t.wait_focus("^cell AP3, description")
    t.key("ctrl+d")
    wait(lambda: len(ids()) == len(before) + 2, "two copies")
    t.undo()
    wait(lambda: ids() == before, "no copies")
    t.go("AP2, description")
    t.key("shift+Down")
    t.wait_focus("^cell AP3, description")
    t.key("alt+Down")
    wait(lambda: ids()[:4] == ["AP1", "AP4", "AP2", "AP3"], lambda: f"AP2 and AP3 one down: {ids()[:5]}")
    t.undo()
    wait(lambda: ids() == before, "the order of the beginning")
    t.go("AP4, description")
    t.x("keydown", "ctrl")
    t.click(t.cell("AP6, description"))
    t.x("keyup", "ctrl")
    t.key("ctrl+Delete")
    t.leave_out("Not in this release")
    wait(lambda: ids() == [each for each in before if each not in ("AP4", "AP6")], lambda: f"AP4 and AP6 gone: {ids()[:7]}")
    t.undo()
    wait(lambda: ids() == before, "all of them again")


@phrase("the last row begins a new pattern")
def new_row(t):
    ids = lambda: [each["pattern_id"] for each in t.patterns]
    before = ids()
    t.go("AP1, description")
    t.key("ctrl+End", "Down", "Home", "Right")
    t.wait_focus("^cell New pattern, description")
    t.type("Count what was never counted")
    t.key("Tab")
    wait(lambda: len(ids()) == len(before) + 1, "one more pattern")
    t.wait_focus("^cell AP\\d+.*, type")
    t.undo()
    wait(lambda: ids() == before, "the patterns of before")
    t.key("ctrl+Home")


# ---- spreadsheets ----


def clipboard(text=None):
    if text is None:
        return subprocess.run(["xclip", "-selection", "clipboard", "-o"], capture_output=True, text=True).stdout
    subprocess.run(["xclip", "-selection", "clipboard", "-i"], input=text, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return text


@phrase("rows go to a spreadsheet, with their headings")
def copy_rows(t):
    t.go("AP1, number")
    t.key("shift+Down")
    t.wait_focus("^cell AP2, number")
    t.key("shift+Right")
    t.wait_focus("^cell AP2, description")
    t.key("ctrl+shift+c")
    wait(lambda: clipboard().startswith("Pattern\tDescription\n"), lambda: f"headings in {clipboard()!r}")
    lines = clipboard().rstrip("\n").split("\n")
    assert lines[1:] == [f"{each}\t{t.of(each, 'description')}" for each in ("AP1", "AP2")], lines


@phrase("cells of a spreadsheet are pasted where the cursor is, the rates among them with one evidence for all")
def paste_cells(t):
    before = [(t.of(each, "description"), t.of(each, "operation_type")) for each in ("AP1", "AP2")]
    t.go("AP1, description")
    clipboard("First\tRead\nSecond\tDelete\n")
    t.key("ctrl+v")
    t.wait_saved("AP1", "description", "First")
    t.wait_saved("AP2", "operation_type", "DELETE")
    t.undo()
    wait(lambda: [(t.of(each, "description"), t.of(each, "operation_type")) for each in ("AP1", "AP2")] == before, "what was there")
    t.go("AP45, peak rate")
    clipboard("12/3\n")
    t.key("ctrl+v")
    t.wait_for("frame", "Paste Cells")
    t.wait_for("label", re.compile("^AP45, Average.* 3 is taken as the average"))
    t.key("Escape")
    wait(lambda: len(t.windows) == 1, "the end of the dialog")


@phrase("a CSV file goes out and comes in")
def csv_files(t):
    path = os.path.join(os.path.dirname(t.folder), "out.csv")
    t.click(t.wait_for("button", re.compile("^Columns and files"), t.page))
    t.choose("Export for a Spreadsheet…")
    t.wait_for(None, "Export Patterns")
    t.key("ctrl+a")
    t.type(path)
    t.key("Return")
    wait(lambda: os.path.exists(path) and os.path.getsize(path) > 0, "the file")
    with open(path, encoding="utf-8") as stream:
        text = stream.read()
    assert text.startswith("pattern-id,") and "\nAP51," in text, text[:200]
    with open(path, "w", encoding="utf-8") as stream:
        stream.write("Pattern,Description\nAP1,From a file\n")
    t.click(t.wait_for("button", re.compile("^Columns and files"), t.page))
    t.choose("Import from a Spreadsheet…")
    t.wait_for(None, "Import Patterns")
    t.type(path)
    t.key("Return")
    t.wait_saved("AP1", "description", "From a file")
    t.undo()
    t.wait_saved("AP1", "description", "Create customer record")


# ---- the details ----


@phrase("the details name the bound statements, the evidence of each rate and the tables")
def details(t):
    t.go("AP6, description")
    t.wait_for("label", re.compile("^AP6: "), t.page)
    t.wait_for(None, re.compile(r"select .* from addresses", re.I), t.page)
    assert len([seen for seen in t.page.look() if re.search(r"slow\.log:\d+-\d+: ", seen.name) and seen.role == "label"]) >= 2
    t.wait_for("button", re.compile("^addresses"), t.page)


@phrase("where a pattern came from is one click away")
def source(t):
    t.go("AP6, description")
    t.wait_for("label", re.compile("^AP6: "), t.page)
    t.click(t.wait_for("button", re.compile(r"api\.md"), t.page))
    t.wait_for(None, re.compile(r"GET \| `/addresses`"))
    t.key("Escape")
    t.wait_gone(None, re.compile(r"GET \| `/addresses`"))


@phrase("an entity of the pattern is shown on the Map")
def on_the_map(t):
    t.go("AP6, description")
    t.wait_for("label", re.compile("^AP6: "), t.page)
    button = t.wait_for("button", re.compile("^addresses"), t.page)
    wait(lambda: scroll_to(t, button), "the button in sight")
    page, t.page = t.page, None
    t.click(button)
    t.wait_focus("^list item Table addresses")
    t.page = page
    t.key("alt+3")
    t.wait_cell("AP6")


def scroll_to(t, node):
    """By the wheel, over the details."""
    scroller = next(seen for seen in t.page.look() if seen.name == "Details of the pattern")
    x, y, width, height = scroller.place
    if y <= node.place[1] and node.place[1] + node.place[3] <= y + height:
        return True
    t.x("mousemove", *t.point(scroller.node, width - 12, 12), "click", 5 if node.place[1] > y else 4)
    return False


# ---- names ----


@phrase("everything that takes the focus has a name one can listen to")
def names(t):
    t.go("AP6, description")
    t.wait_for("label", re.compile("^AP6: "), t.page)
    assert_names(t.windows[0], t.page)


def assert_names(window, page):
    bad = []
    for seen in page.look():
        if FOCUSABLE not in seen.states or seen.role == "scroll pane": # it stands aside for what it holds
            continue
        if seen.place[2] <= 0 or seen.place[3] <= 0:
            continue
        words = seen.name.split(" ")
        half = len(words) // 2
        if not seen.name or re.match(r"(Gtk|Adw|Tenon)[A-Z]", seen.name) or "_" in seen.name.split("(")[0] and seen.role == "button" and re.search(r"\b_\w|\w_\w*…", seen.name):
            bad.append(f"{seen.role} {seen.name!r} at {seen.place}")
        elif len(words) > 1 and len(words) % 2 == 0 and words[:half] == words[half:]:
            bad.append(f"{seen.role} {seen.name!r} says it twice")
    assert not bad, f"{len(bad)}: " + "; ".join(bad[:6])


def main():
    program, cli, sample = sys.argv[1:4]
    only = sys.argv[4:]
    for tool in ("xdotool", "openbox", "xclip"):
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
        files = [shutil.copy(os.path.join(sample, name), folder) for name in ("schema.sql", "api.md", "slow.log")]
        project = os.path.join(folder, "shop")
        subprocess.run([cli, "new", project, "--name", "Bookshop", *files], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        table = Table(program, project)
        chosen = [(words, function) for words, function in PHRASES if not only or function.__name__ in only]
        try:
            for number, (words, function) in enumerate(chosen, 1):
                try:
                    function(table)
                    print(f"ok {number} - {words}", flush=True)
                except (Missing, AssertionError, person.GLib.Error, StopIteration) as error:
                    failed += 1
                    print(f"not ok {number} - {words}\n# {function.__name__}: {type(error).__name__} {error}", flush=True)
                    if os.environ.get("TENON_PICTURES"):
                        subprocess.run(["import", "-silent", "-window", "root", os.path.join(os.environ["TENON_PICTURES"], function.__name__ + ".png")], check=False)
                    table.key("Escape", "Escape")
            complaints = table.stop()
            if complaints:
                failed += 1
                print("not ok - nothing is complained of\n# " + complaints.replace("\n", "\n# "))
        finally:
            table.kill()
    print(f"1..{len(chosen)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

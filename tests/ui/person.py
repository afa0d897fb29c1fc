# SPDX-License-Identifier: GPL-3.0-or-later
"""A person at the workbench: reads the window over AT-SPI, as a screen reader does, and acts with real keys and a real
pointer by way of the X server.

AT-SPI is spoken over plain D-Bus: libatspi keeps a copy of the tree that a program without a main loop sees go stale.
Nothing here waits a fixed time: wait() asks until something holds, and says what did not.
"""

import os
import re
import signal
import subprocess
import time

from gi.repository import Gio, GLib

ACCESSIBLE, ACTION, COMPONENT, TEXT = ("org.a11y.atspi." + name for name in ("Accessible", "Action", "Component", "Text"))
CHECKED, EXPANDED, FOCUSABLE, FOCUSED, SELECTED, SENSITIVE, VISIBLE = 4, 10, 11, 12, 23, 24, 30  # AtspiStateType
ROLES = {2: "alert", 7: "check box", 8: "menu item", 11: "combo box", 16: "dialog", 23: "frame", 27: "icon", 29: "label", 31: "list",
         32: "list item", 33: "menu", 35: "menu item", 39: "panel", 42: "progress bar", 43: "button", 44: "radio button",
         45: "menu item", 49: "scroll pane", 50: "separator", 56: "cell", 57: "heading", 61: "text", 62: "toggle button", 79: "text",
         90: "row", 98: "list"}  # AtspiRole
BOUND = float(os.environ.get("TENON_BOUND", 60))  # seconds; only a test that fails waits so long


class Missing(AssertionError):
    """Something did not come to hold."""


def wait(question, what, timeout=BOUND):
    """What question() answers once that is neither None nor False; an object that is gone is none yet."""
    end = time.monotonic() + timeout
    pause = 0.005
    while True:
        try:
            answer = question()
            if answer is not None and answer is not False:
                return answer
        except GLib.Error:
            pass
        if time.monotonic() > end:
            raise Missing("waited in vain: " + (what() if callable(what) else what))
        time.sleep(pause)
        pause = min(pause * 1.5, 0.1)


def accessibility_bus():
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, 20000, None).unpack()[0]
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(address, flags, None, None)


class Node:
    """One accessible object."""

    def __init__(self, bus, owner, path):
        self.bus, self.owner, self.path = bus, owner, path

    def __eq__(self, other):
        return isinstance(other, Node) and (self.owner, self.path) == (other.owner, other.path)

    def __hash__(self):
        return hash((self.owner, self.path))

    def call(self, interface, method, signature=None, *arguments):
        parameters = GLib.Variant(signature, arguments) if signature else None
        return self.bus.call_sync(self.owner, self.path, interface, method, parameters, None, 0, 20000, None).unpack()

    def get(self, interface, name):
        return self.call("org.freedesktop.DBus.Properties", "Get", "(ss)", interface, name)[0]

    @property
    def name(self):
        return self.get(ACCESSIBLE, "Name")

    @property
    def description(self):
        return self.get(ACCESSIBLE, "Description")

    @property
    def role(self):
        number = self.call(ACCESSIBLE, "GetRole")[0]
        return ROLES.get(number, str(number))

    @property
    def parent(self):
        owner, path = self.get(ACCESSIBLE, "Parent")
        return None if path.endswith("/null") else Node(self.bus, owner, path)

    @property
    def children(self):
        return [Node(self.bus, owner, path) for owner, path in self.call(ACCESSIBLE, "GetChildren")[0] if not path.endswith("/null")]

    @property
    def states(self):
        low, high = self.call(ACCESSIBLE, "GetState")[0]
        return {number for number in range(64) if (low | high << 32) >> number & 1}

    @property
    def place(self):
        """x, y, width and height in its window."""
        return self.call(COMPONENT, "GetExtents", "(u)", 1)[0]

    @property
    def is_seen(self):
        if VISIBLE not in self.states:
            return False
        x, y, width, height = self.place
        return width > 0 and height > 0

    @property
    def text(self):
        return self.call(TEXT, "GetText", "(ii)", 0, self.get(TEXT, "CharacterCount"))[0]

    def look(self):
        """Everything below it that is seen, as Seen, from top to bottom; all questions of one level are asked at once."""
        top = Seen(self, None)
        level = [top]
        while level:
            answers = ask(self.bus, [question for seen in level for question in QUESTIONS(seen.node)])
            for number, seen in enumerate(level):
                seen.take(answers[number * N_QUESTIONS:(number + 1) * N_QUESTIONS])
            level = [child for seen in level if seen.is_seen or seen is top for child in seen.children]
        return [seen for seen in top.flat() if seen.is_seen]

    def find(self, role, name):
        """The first below it of that role and name (text, or a compiled expression); None where there is none."""
        fits = lambda pattern, value: pattern is None or (value == pattern if isinstance(pattern, str) else pattern.search(value))
        for seen in self.look():
            if fits(role, seen.role) and fits(name, seen.name) and seen.place[2] > 0 and seen.place[3] > 0:
                return seen.node
        return None


N_QUESTIONS = 4


def QUESTIONS(node):
    of = lambda interface, method, parameters: (node.owner, node.path, interface, method, parameters)
    properties = "org.freedesktop.DBus.Properties"
    return [of(ACCESSIBLE, "GetChildren", None), of(ACCESSIBLE, "GetRole", None), of(ACCESSIBLE, "GetState", None),
            of(properties, "Get", GLib.Variant("(ss)", (ACCESSIBLE, "Name")))]


def ask(bus, questions):
    """The answers to many questions in their order; None where an object is gone."""
    answers = [None] * len(questions)
    left = [len(questions)]

    def answered(source, result, number):
        try:
            answers[number] = source.call_finish(result).unpack()[0]
        except GLib.Error:
            pass
        left[0] -= 1

    for number, (owner, path, interface, method, parameters) in enumerate(questions):
        bus.call(owner, path, interface, method, parameters, None, 0, 20000, None, answered, number)
    context = GLib.MainContext.default()
    while left[0] > 0:
        context.iteration(True)
    return answers


class Seen:
    """What a look found out about one object."""

    def __init__(self, node, parent):
        self.node, self.parent = node, parent
        self.children = []

    def take(self, answers):
        children, role, state, self.name = answers
        low, high = state or (0, 0)
        self.states = {number for number in range(64) if (low | high << 32) >> number & 1}
        self.role = ROLES.get(role, str(role))
        self.name = self.name or ""
        self.is_seen = VISIBLE in self.states
        self.children = [Seen(Node(self.node.bus, owner, path), self) for owner, path in children or [] if not path.endswith("/null")]

    @property
    def place(self):
        try:
            return self.node.place
        except GLib.Error:
            return (0, 0, 0, 0)

    def flat(self):
        yield self
        if self.is_seen or self.parent is None:
            for child in self.children:
                yield from child.flat()


class Person:
    """Somebody with a keyboard, a mouse and ears, and one program before them."""

    def __init__(self, arguments, window_manager=None):
        self.bus = accessibility_bus()
        self.desktop = Node(self.bus, "org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
        self.focus = self.page = None
        self.bus.signal_subscribe(None, "org.a11y.atspi.Event.Object", "StateChanged", None, "focused", 0, self._focus_moved)
        self.manager = subprocess.Popen([window_manager], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) if window_manager else None
        if self.manager:
            wait(lambda: self.x("get_num_desktops").strip(), "the window manager")
        self.start(arguments)

    # ---- the program ----

    def start(self, arguments):
        environment = {**os.environ, "GTK_A11Y": "atspi", "NO_AT_BRIDGE": "0", "G_DEBUG": ""}
        self.program = subprocess.Popen(arguments, env=environment, stderr=subprocess.PIPE, text=True)
        self.root = wait(self._find_program, "the program on the accessibility bus")
        wait(lambda: self.windows, "a window")

    def _find_program(self):
        if self.program.poll() is not None:
            raise Missing(f"the program ended with status {self.program.returncode}: {self.program.stderr.read()}")
        for node in self.desktop.children:
            process = self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                                         GLib.Variant("(s)", (node.owner,)), None, 0, 20000, None).unpack()[0]
            if process == self.program.pid:
                return node
        return None

    def stop(self):
        """Closes the window as a person does; what the program complained of on the way."""
        self.key("ctrl+q")
        try:
            complaints = self.program.communicate(timeout=BOUND)[1]
        except subprocess.TimeoutExpired:
            self.program.kill()
            complaints = self.program.communicate()[1] + "it did not end by itself"
        self.focus = None
        return complaints

    def kill(self):
        for process in (self.program, self.manager):
            if process and process.poll() is None:
                process.send_signal(signal.SIGKILL)
                process.wait()

    # ---- looking and listening ----

    @property
    def windows(self):
        return [node for node in self.root.children if VISIBLE in node.states]

    def parts(self):
        """Where to look: dialogs first, and of the window only the page, where it is known which one is shown."""
        windows = self.windows
        return [*reversed(windows[1:]), self.page or windows[0]]

    def _focus_moved(self, bus, sender, path, interface, name, parameters):
        if sender == self.root.owner and parameters.unpack()[1] == 1:
            self.focus = Node(self.bus, sender, path)

    def listen(self):
        """What has the focus now.  GTK 4.8 announces it only of objects somebody has asked about before."""
        context = GLib.MainContext.default()
        while context.iteration(False):
            pass
        try:
            if self.focus and FOCUSED in self.focus.states:
                return self.focus
        except GLib.Error:
            pass
        for part in self.parts():
            for seen in reversed(part.look()):
                if FOCUSED in seen.states:
                    self.focus = seen.node
                    return self.focus
        return self.focus

    def focused(self):
        """"role name" of what has the focus."""
        node = self.listen()
        try:
            return f"{node.role} {node.name}" if node else "nothing"
        except GLib.Error:
            return "nothing"

    def wait_focus(self, pattern):
        expression = re.compile(pattern)
        wait(lambda: expression.search(self.focused()), lambda: f"the focus at {pattern}; it is at {self.focused()}")
        return self.focus

    def find(self, role, name, within=None):
        for node in [within] if within else self.parts():
            found = node.find(role, name)
            if found:
                return found
        return None

    def wait_for(self, role, name, within=None):
        return wait(lambda: self.find(role, name, within), f"{role} {name!r}")

    def wait_gone(self, role, name):
        wait(lambda: self.find(role, name) is None, f"no more {role} {name!r}")

    # ---- acting ----

    def x(self, *words):
        return subprocess.run(["xdotool", *map(str, words)], capture_output=True, text=True, check=False).stdout

    def key(self, *keys):
        self.x("key", "--clearmodifiers", *keys)

    def type(self, text):
        self.x("type", "--delay", "4", text)

    def _surface_of(self, node):
        """Its window, or the popover it stands in: GTK 4.8 tells places in those as if they began where their button is."""
        sizes = {frame[2:] for frame in self._frames()}
        windows = self.windows
        size = lambda each: tuple(each.place[2:]) if COMPONENT in each.call(ACCESSIBLE, "GetInterfaces")[0] else None
        while node not in windows and size(node) not in sizes:
            node = node.parent
        return node

    def _frames(self):
        for window in self.x("search", "--onlyvisible", "--class", ".").split():
            if self.x("getwindowpid", window).strip() != str(self.program.pid):
                continue
            values = dict(line.split("=") for line in self.x("getwindowgeometry", "--shell", window).split() if "=" in line)
            if int(values.get("WIDTH", 0)) > 20:
                yield tuple(int(values[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))

    def point(self, node, across=None, down=None):
        """On the screen: a point of the node, its middle where none is said."""
        surface = self._surface_of(node)
        window_x, window_y, window_width, window_height = surface.place
        x, y, width, height = node.place
        frame = min(self._frames(), key=lambda f: abs(f[2] - window_width) + abs(f[3] - window_height))
        left = frame[0] + (frame[2] - window_width) // 2 - window_x
        top = frame[1] + (frame[3] - window_height) // 2 - window_y
        return left + x + (width // 2 if across is None else across), top + y + (height // 2 if down is None else down)

    def click(self, node, button=1, times=1, across=None, down=None):
        self.x("mousemove", *self.point(node, across, down), "click", "--repeat", times, "--delay", 40, button)

    def choose(self, *items):
        """In the menu that is open, by the arrow keys; the last of the items is activated."""
        for number, item in enumerate(items):
            self.wait_for(re.compile("menu item|check|radio"), item)
            for _ in range(60):
                before = self.listen()
                if self.focused().endswith("menu item " + item):
                    break
                self.key("Down")
                wait(lambda: self.listen() != before, f"another item than {self.focused()}", 5)
            else:
                raise Missing(f"no way to the item {item}")
            self.key("Return")
            if number + 1 < len(items):
                self.focus = None

    def drag(self, start, end):
        self.x("mousemove", *start, "mousedown", 1)
        for step in range(1, 11):
            self.x("mousemove", *(start[i] + (end[i] - start[i]) * step // 10 for i in (0, 1)))
        self.x("mouseup", 1)

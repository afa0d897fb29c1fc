#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run-x.sh COMMAND…: runs COMMAND with a screen, a session bus and a home of its own, and leaves nothing behind.
#
# The X server picks its own number, so that any number of these can run side by side.  Fonts, animations and the
# cursor's blinking are fixed: what is drawn depends on the program alone.  The exit status is COMMAND's, or 99 when no
# screen came up.  TENON_SCREEN sets the size (1280x800); with TENON_WANT_FRAMEBUFFER the file that holds the screen is
# named in TENON_FRAMEBUFFER.  Inside another run-x.sh the command runs as it is.

[ -n "$TENON_RUN_X" ] && exec "$@"
TENON_RUN_X=1
export TENON_RUN_X

box=$(mktemp -d "${TMPDIR:-/tmp}/tenon-x.XXXXXX") || exit 99
xserver=
clean () {
  [ -z "$xserver" ] || { kill "$xserver" 2>/dev/null; wait "$xserver" 2>/dev/null; }
  rm -rf "$box"
}
trap clean EXIT
trap 'exit 130' INT TERM HUP

mkdir -p "$box/config/gtk-4.0" "$box/data" "$box/cache"
mkdir -m 700 "$box/runtime"
printf '[Settings]\ngtk-font-name=Cantarell 11\ngtk-enable-animations=0\ngtk-cursor-blink=0\n' >"$box/config/gtk-4.0/settings.ini"
[ ! -f "$HOME/.gitconfig" ] || cp "$HOME/.gitconfig" "$box/.gitconfig"

framebuffer=
if [ -n "$TENON_WANT_FRAMEBUFFER" ]; then
  framebuffer="-fbdir $box"
  TENON_FRAMEBUFFER=$box/Xvfb_screen0
  export TENON_FRAMEBUFFER
fi

# The server writes its display number on descriptor 7 once it is ready.
# shellcheck disable=SC2086
Xvfb -displayfd 7 -screen 0 "${TENON_SCREEN:-1280x800}x24" -dpi 96 -nolisten tcp -noreset $framebuffer 7>"$box/display" >"$box/x.log" 2>&1 &
xserver=$!
waited=0
while [ ! -s "$box/display" ]; do
  waited=$((waited + 1))
  if [ "$waited" -gt 300 ] || ! kill -0 "$xserver" 2>/dev/null; then
    echo "run-x.sh: no X server: $(tail -1 "$box/x.log")" >&2
    exit 99
  fi
  sleep 0.1
done

DISPLAY=:$(tr -d '\n' <"$box/display")
HOME=$box XDG_CONFIG_HOME=$box/config XDG_DATA_HOME=$box/data XDG_CACHE_HOME=$box/cache XDG_RUNTIME_DIR=$box/runtime
GDK_BACKEND=x11 ADW_DISABLE_PORTAL=1 GTK_USE_PORTAL=0 GIO_USE_VFS=local GSETTINGS_BACKEND=memory
GSK_RENDERER=${GSK_RENDERER:-cairo} GTK_A11Y=${GTK_A11Y:-test} LC_ALL=${LC_ALL:-C.UTF-8}
export DISPLAY HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR GDK_BACKEND ADW_DISABLE_PORTAL
export GTK_USE_PORTAL GIO_USE_VFS GSETTINGS_BACKEND GSK_RENDERER GTK_A11Y LC_ALL
unset WAYLAND_DISPLAY XAUTHORITY SESSION_MANAGER DBUS_SESSION_BUS_ADDRESS

# What the command says comes through; what the bus daemon and the services it starts say does not.
dbus-run-session -- sh -c 'exec "$@" >&9 2>&8 8>&- 9>&-' sh "$@" 8>&2 9>&1 >/dev/null 2>&1

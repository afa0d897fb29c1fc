#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# photograph.sh PICTURE COMMAND…: starts COMMAND on the present X display, waits until the screen shows something that
# stays the same for STILL quarters of a second (10), writes it to PICTURE and ends COMMAND.  Meant to be run by
# run-x.sh.

picture=$1
shift
box=$(mktemp -d "${TMPDIR:-/tmp}/tenon-photo.XXXXXX") || exit 2
# The pointer out of the way, so that nothing is hovered.
! command -v xdotool >/dev/null || xdotool mousemove 1279 799
"$@" 2>"$box/errors" &
program=$!
trap 'kill "$program" 2>/dev/null; rm -rf "$box"' EXIT

: >"$box/before"
tries=0
still=0
while [ "$still" -lt "${STILL:-10}" ]; do
  tries=$((tries + 1))
  if [ "$tries" -gt 120 ]; then
    echo "photograph.sh: nothing stood still for long enough" >&2
    exit 1
  fi
  if ! kill -0 "$program" 2>/dev/null; then
    wait "$program"
    echo "photograph.sh: $1 ended with status $? before it was photographed" >&2
    cat "$box/errors" >&2
    exit 1
  fi
  sleep 0.25
  import -silent -window root "rgb:$box/now" 2>/dev/null || continue
  # An empty screen is one byte over and over.
  if [ "$(tr -d '\000' <"$box/now" | head -c 1000 | wc -c)" -gt 0 ] && cmp -s "$box/now" "$box/before"; then
    still=$((still + 1))
  else
    still=0
  fi
  mv "$box/now" "$box/before"
done

rm -f "$picture"
import -silent -window root -strip "$picture" && [ -s "$picture" ]

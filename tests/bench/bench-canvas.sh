#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Frames of the canvas, each ratio with its goal; see measure-canvas.c.  Exit status 1 when one is missed.
#   TENON_BUILD=DIRECTORY bench-canvas.sh

set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
build=${TENON_BUILD:-$root/build-bench}
program=$build/tests/bench/measure-canvas

# The screen must hold the whole window, and the software renderer is what is measured.
if [ -z "${TENON_IN_BENCH_CANVAS:-}" ]; then
  TENON_IN_BENCH_CANVAS=1 TENON_SCREEN=1600x1000 GSK_RENDERER=cairo exec "$root/tests/ui/run-x.sh" "$0"
fi

judge () { # judge WHAT VALUE GOAL
  awk -v what="$1" -v value="$2" -v goal="$3" 'BEGIN {
    met = value != "" && value <= goal + 0
    printf "  %-64s %8.3f   at most %-6g %s\n", what, value, goal, met ? "met" : "MISSED"
    exit !met
  }'
}

frames () { # frames CARDS: instructions of some frames at zoom 1
  out=$(mktemp "${TMPDIR:-/tmp}/tenon-canvas.XXXXXX")
  valgrind --tool=callgrind '--toggle-collect=measure_canvas_frames*' --callgrind-out-file="$out" "$program" --frames "$1" >/dev/null 2>&1 || :
  sed -n 's/^totals: //p' "$out"
  rm -f "$out"
}

status=0
"$program" || status=1
echo 'memory'
judge 'kilobytes a card, of 5,000' "$("$program" --memory 5000)" 60 || status=1
if command -v valgrind >/dev/null 2>&1; then
  few=$(frames 1000)
  many=$(frames 10000)
  echo "instructions of 31 frames at zoom 1: $few with 1,000 cards, $many with 10,000"
  judge 'instructions with 10,000 cards, of those with 1,000' "$(awk -v a="$many" -v b="$few" 'BEGIN { print a / b }')" 1.5 || status=1
else
  echo 'valgrind is not there: instructions are not counted'
fi
exit $status

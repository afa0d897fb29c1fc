#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Start to usable window on the sample project, side by side with an empty libadwaita window: time and memory.
#   TENON_BUILD=DIRECTORY bench-start.sh [ROUNDS]
# The two take turns in one run; medians are compared.  Exit status 1 when the workbench takes more than twice the time
# or the memory.  Usable is when the last large part of the screen came; settled, when nothing changed any more.

set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
build=${TENON_BUILD:-$root/build-bench}
rounds=${1:-7}

if [ -z "${TENON_FRAMEBUFFER:-}" ]; then
  TENON_WANT_FRAMEBUFFER=1 exec "$root/tests/ui/run-x.sh" "$0" "$rounds"
fi

box=$(mktemp -d "${TMPDIR:-/tmp}/tenon-start.XXXXXX")
trap 'rm -rf "$box"' EXIT
sample=$root/data/samples/bookshop
"$build/src/cli/tenon-cli" new "$box/shop" --name Bookshop "$sample/schema.sql" "$sample/api.md" "$sample/slow.log" >/dev/null || [ $? = 1 ]
"$build/src/cli/tenon-cli" design "$box/shop" --apply >/dev/null || [ $? = 1 ]

measure () { # measure NAME COMMAND…
  name=$1
  shift
  "$build/tests/bench/watch-start" "$TENON_FRAMEBUFFER" "$@" >>"$box/$name" 2>"$box/errors" || { cat "$box/errors" >&2; exit 2; }
  sleep 0.5
}

median () { # median NAME COLUMN
  awk -v column="$2" '{ print $column }' "$box/$1" | sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

command -v xdotool >/dev/null && xdotool mousemove 1279 799
# One round each to warm the caches, then in turns.
measure warm "$build/tests/bench/empty-window"
measure warm "$build/src/app/tenon" "$box/shop"
round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  measure empty "$build/tests/bench/empty-window"
  measure tenon "$build/src/app/tenon" "$box/shop"
done

for column in 1 2 3 4; do
  printf '%s %s\n' "$(median empty $column)" "$(median tenon $column)"
done | awk -v rounds="$rounds" '{ empty[NR] = $1; tenon[NR] = $2 } END {
  printf "%-26s %10s %10s %12s %10s\n", "median of " rounds, "usable ms", "settled ms", "resident kB", "own kB"
  printf "%-26s %10d %10d %12d %10d\n", "empty libadwaita window", empty[1], empty[2], empty[3], empty[4]
  printf "%-26s %10d %10d %12d %10d\n", "tenon on the sample", tenon[1], tenon[2], tenon[3], tenon[4]
  printf "%-26s %10.2f %10.2f %12.2f %10.2f\n", "ratio (at most 2)", tenon[1] / empty[1], tenon[2] / empty[2], tenon[3] / empty[3], tenon[4] / empty[4]
  exit tenon[1] > 2 * empty[1] || tenon[3] > 2 * empty[3] || tenon[4] > 2 * empty[4]
}'

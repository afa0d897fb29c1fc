#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Start to usable window on the sample project, side by side with an empty libadwaita window: time and memory.
#   TENON_BUILD=DIRECTORY bench-start.sh [ROUNDS]
# The two take turns in one run; medians are compared.  Exit status 1 when the workbench takes more than twice the time
# or the memory.

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

awk -v et="$(median empty 1)" -v em="$(median empty 2)" -v eo="$(median empty 3)" \
  -v tt="$(median tenon 1)" -v tm="$(median tenon 2)" -v to="$(median tenon 3)" -v rounds="$rounds" 'BEGIN {
  printf "%-26s %8s %12s %10s\n", "median of " rounds, "ms", "resident kB", "own kB"
  printf "%-26s %8d %12d %10d\n", "empty libadwaita window", et, em, eo
  printf "%-26s %8d %12d %10d\n", "tenon on the sample", tt, tm, to
  printf "%-26s %8.2f %12.2f %10.2f\n", "ratio (at most 2)", tt / et, tm / em, to / eo
  exit tt > 2 * et || tm > 2 * em || to > 2 * eo
}'

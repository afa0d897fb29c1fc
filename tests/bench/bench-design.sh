#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Instructions to propose, check and cost a design, counted by callgrind: how they grow from 100 tables and 500 patterns to
# ten times that, and what an edit to one pattern takes of the whole.
#   TENON_BUILD=DIRECTORY bench-design.sh
# Exit status 1 when ten times the work takes more than 13 times the instructions (n log n), or an edit more than 1 % of the
# full run.  Seconds are of a run without callgrind.

set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
build=${TENON_BUILD:-$root/build-bench}

if ! command -v valgrind >/dev/null 2>&1; then
  echo 'bench-design.sh: valgrind is missing' >&2
  exit 2
fi

box=$(mktemp -d "${TMPDIR:-/tmp}/tenon-design.XXXXXX")
trap 'rm -rf "$box"' EXIT

count () { # count TABLES PATTERNS: a line "part seconds instructions" for each part
  "$build/tests/bench/measure-design" "$1" "$2" >"$box/seconds.$1"
  valgrind --tool=callgrind --callgrind-out-file="$box/out.$1" --collect-atstart=no --toggle-collect=measured --dump-after=measured \
    "$build/tests/bench/measure-design" "$1" "$2" >/dev/null 2>"$box/errors" || { cat "$box/errors" >&2; exit 2; }
  part=0
  while read -r name seconds; do
    part=$((part + 1))
    printf '%s %s %s\n' "$name" "$seconds" "$(awk '/^(totals|summary):/ { n = $2 } END { print n }' "$box/out.$1.$part")"
  done <"$box/seconds.$1"
}

count 100 500 >"$box/small"
count 1000 5000 >"$box/large"

paste -d ' ' "$box/small" "$box/large" | awk '
BEGIN { printf "%-16s %16s %16s %9s %9s\n", "", "100 / 500", "1000 / 5000", "times", "seconds" }
{ small = $3; large = $6; printf "%-16s %16.0f %16.0f", $1, small, large }
$1 ~ /edit/ { share = large / full; if (share > worst) worst = share; printf " %9s %9.4f  %.2f %% of the full run\n", "", $5, 100 * share; next }
{ printf " %9.1f %9.4f\n", large / small, $5; base += small; full += large; seconds += $5 }
$1 == "cost" { printf "%-16s %16.0f %16.0f %9.1f %9.4f\n", "full run", base, full, full / base, seconds }
END {
  printf "full run: %.1f times (at most 13); an edit: %.2f %% (at most 1)\n", full / base, 100 * worst
  exit full > 13 * base || worst > 0.01
}'

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Showing, scrolling, narrowing and sorting two thousand access patterns, beside a hundred and beside a plain
# GtkColumnView of labels, and the questions they leave open; see measure-patterns.c.
#   TENON_BUILD=DIRECTORY bench-patterns.sh [ROWS [LIMIT]]

set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
build=${TENON_BUILD:-$root/build-bench}
GSETTINGS_SCHEMA_DIR=$build/data GSK_RENDERER=cairo exec "$root/tests/ui/run-x.sh" "$build/tests/bench/measure-patterns" "$@"

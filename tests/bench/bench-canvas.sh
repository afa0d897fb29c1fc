#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Frames of the canvas, beside the same scene painted by one cairo drawing function; see measure-canvas.c.
#   TENON_BUILD=DIRECTORY bench-canvas.sh [CARDS…]

set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
build=${TENON_BUILD:-$root/build-bench}
# The screen must hold the whole window, and the software renderer is what is measured.
TENON_SCREEN=1600x1000 GSK_RENDERER=cairo exec "$root/tests/ui/run-x.sh" "$build/tests/bench/measure-canvas" "$@"

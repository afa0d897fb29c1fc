#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Reading schemas, dumps and logs beside the readers others use, in one run.
#   TENON_BUILD=DIRECTORY bench-peers.sh

set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
build=${TENON_BUILD:-$root/build-bench}
exec python3 "$root/tests/bench/peers/compare-reading.py" "$build" "$build/peers"

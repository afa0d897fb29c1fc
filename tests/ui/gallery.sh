#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gallery.sh BUILD [PROJECT]: pictures of every page at 1024x600, 1280x800 and 1920x1080, light and dark, into ./gallery.
#
# Without PROJECT the bundled sample is led through three stages: fresh, designed, and changed since its approval.

set -e
build=${1:?usage: gallery.sh BUILD [PROJECT]}
project=$2
top=$(cd "$(dirname "$0")/../.." && pwd)
folder=$top/gallery

ninja -C "$build" tests/ui/gallery data/gschemas.compiled >/dev/null
rm -rf "$folder"
TENON_SCREEN=1920x1080
TENON_TEST_SRCDIR=$top
GSETTINGS_SCHEMA_DIR=$(cd "$build/data" && pwd)
GSETTINGS_BACKEND=memory
GSK_RENDERER=cairo
export TENON_SCREEN TENON_TEST_SRCDIR GSETTINGS_SCHEMA_DIR GSETTINGS_BACKEND GSK_RENDERER
"$top/tests/ui/run-x.sh" "$build/tests/ui/gallery" "$folder" ${project:+"$project"} >/dev/null
echo "$(ls "$folder" | wc -l) pictures in $folder"

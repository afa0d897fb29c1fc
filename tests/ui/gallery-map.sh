#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gallery-map.sh BUILD FOLDER [SCHEMA.sql…]: pictures of the Map of each schema, and of a generated one of 1,000 tables,
# fitted and at 100 %, light and dark, into FOLDER.

set -e
build=$(cd "${1:?usage: gallery-map.sh BUILD FOLDER [SCHEMA.sql…]}" && pwd)
mkdir -p "${2:?usage: gallery-map.sh BUILD FOLDER [SCHEMA.sql…]}"
folder=$(cd "$2" && pwd)
shift 2
top=$(cd "$(dirname "$0")/../.." && pwd)
box=$(mktemp -d "${TMPDIR:-/tmp}/tenon-gallery.XXXXXX")
trap 'rm -rf "$box"' EXIT

# Groups of about twenty tables around a few that everybody refers to, as schemas grow.
awk 'BEGIN {
  srand (7)
  n_groups = split ("customer order payment invoice product warehouse shipment supplier employee contract account ledger budget project task ticket campaign lead coupon review catalog price stock return carrier route vehicle driver store region tax currency audit session device event message template report dashboard document folder policy claim patient booking room course exam member", groups, " ")
  n_parts = split ("item line status type note address contact history log tag comment file setting permission rule state step version translation", parts, " ")
  for (i = 0; i < 1000; i++) {
    group = int (i / 20); part = i % 20; columns = 2 + int (rand () * 10)
    table[i] = part == 0 ? groups[group % n_groups + 1] : groups[group % n_groups + 1] "_" parts[(part - 1) % n_parts + 1]
    printf "CREATE TABLE `%s` (id BIGINT NOT NULL PRIMARY KEY", table[i]
    for (j = 0; j < columns; j++) printf ", column_%d VARCHAR(%d)", j, 20 + j
    parents = 0
    if (part > 0) { printf ", group_id BIGINT NOT NULL"; parent[parents] = group * 20; name[parents++] = "group_id" }
    if (part > 2 && rand () < 0.25) { printf ", other_id BIGINT"; parent[parents] = group * 20 + 1 + int (rand () * (part - 1)); name[parents++] = "other_id" }
    if (part == 0 && i > 0) { printf ", above_id BIGINT"; parent[parents] = int (rand () * group) * 20; name[parents++] = "above_id" }
    for (j = 0; j < parents; j++) printf ", FOREIGN KEY (%s) REFERENCES `%s` (id)", name[j], table[parent[j]]
    print ");"
  }
}' >"$box/generated.sql"

projects=
for schema in "$@" "$box/generated.sql"; do
  name=$(basename "$schema" .sql)
  "$build/src/cli/tenon-cli" new "$box/$name" "$schema" --name "$name" >/dev/null
  projects="$projects $box/$name"
done
TENON_SCREEN=1600x1000
GSETTINGS_SCHEMA_DIR=$build/data
GSETTINGS_BACKEND=memory
GSK_RENDERER=cairo
TENON_TEST_SRCDIR=$top
export TENON_SCREEN GSETTINGS_SCHEMA_DIR GSETTINGS_BACKEND GSK_RENDERER TENON_TEST_SRCDIR
# shellcheck disable=SC2086
"$top/tests/ui/run-x.sh" "$build/tests/ui/gallery-map" "$folder" $projects
echo "$(ls "$folder" | wc -l) pictures in $folder"

#!/bin/sh
# Writes slow.log: what a MariaDB server prints while the bookshop's application uses it.
#
#   data/samples/bookshop/make-slow-log.sh [SECONDS] [FILE]
#
# Starts a server of its own (private socket, no network, data in a temporary directory), loads schema.sql and the
# rows, then switches the slow query log on with long_query_time=0 and lets three clients work for SECONDS (90).
# FILE (slow.log beside this script) is the server's own log, byte for byte.
# Needs Debian's mariadb-server and mariadb-client; touches no server that is already there.

set -eu

here=$(cd "$(dirname "$0")" && pwd)
seconds=${1:-90}
out=${2:-$here/slow.log}
PATH=$PATH:/usr/sbin

for program in mariadbd mariadb mariadb-install-db awk; do
  command -v "$program" >/dev/null || { echo "make-slow-log.sh: $program is missing; install mariadb-server" >&2; exit 2; }
done

dir=$(mktemp -d "${TMPDIR:-/tmp}/bookshop.XXXXXX")
server=
finish () {
  [ -z "$server" ] || { kill "$server" 2>/dev/null || :; wait "$server" 2>/dev/null || :; }
  rm -rf "$dir"
}
trap finish EXIT
trap 'exit 2' INT TERM

as_user=$(id -un)
mariadb-install-db --no-defaults --datadir="$dir/data" --user="$as_user" --auth-root-authentication-method=normal \
  --skip-test-db >"$dir/install.log" 2>&1 || { cat "$dir/install.log" >&2; exit 2; }

mariadbd --no-defaults --user="$as_user" --datadir="$dir/data" --socket="$dir/socket" --pid-file="$dir/pid" \
  --skip-networking --log-error="$dir/error.log" --character-set-server=utf8mb4 \
  --slow-query-log=OFF --slow-query-log-file="$dir/slow.log" --long-query-time=0 --log-slow-verbosity= \
  --innodb-flush-log-at-trx-commit=2 2>"$dir/stderr.log" &
server=$!

client () {
  mariadb --no-defaults --socket="$dir/socket" --default-character-set=utf8mb4 "$@"
}

tries=0
until client -u root -e 'SELECT 1' >/dev/null 2>&1; do
  tries=$((tries + 1))
  [ "$tries" -lt 100 ] && kill -0 "$server" 2>/dev/null || { cat "$dir/error.log" >&2; exit 2; }
  sleep 0.2
done

client -u root -e "CREATE DATABASE bookshop CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CREATE USER shop@localhost; GRANT SELECT, INSERT, UPDATE, DELETE ON bookshop.* TO shop@localhost;
  CREATE USER office@localhost; GRANT SELECT, INSERT, UPDATE, DELETE ON bookshop.* TO office@localhost;"
client -u root bookshop <"$here/schema.sql"
client -u root bookshop <"$here/traffic/rows.sql"

# This session keeps its own long_query_time, so that only the application's statements are logged.
client -u root -e 'SET SESSION long_query_time = 3600; SET GLOBAL slow_query_log = ON;'

visits () { # visits USER SEED
  awk -v user="$1" -v seed="$2" -v seconds="$seconds" -f "$here/traffic/visits.awk" \
    "$here/traffic/statements.sql" "$here/traffic/journeys" |
    client --force -u "$1" bookshop >"$dir/answers.$2" 2>"$dir/errors.$2"
}

visits shop 1 & first=$!
visits shop 2 & second=$!
visits office 3 & third=$!
wait "$first" "$second" "$third" || :
cat "$dir"/errors.* >&2

client -u root -e 'SET SESSION long_query_time = 3600; SET GLOBAL slow_query_log = OFF;'
cp "$dir/slow.log" "$out"
echo "$out: $(grep -c '^# Query_time' "$out") statements, $(wc -c <"$out") bytes"

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks that src and tests are formatted as ./dev format leaves them.  Speaks TAP.
#   check-format.sh SOURCE-ROOT

cd "$1" || exit 2
echo "1..1"

tool=
for name in clang-format-14 clang-format; do
  if command -v "$name" >/dev/null 2>&1 && "$name" --version | grep -q 'version 14\.'; then
    tool=$name
    break
  fi
done
if [ -z "$tool" ]; then
  echo "ok 1 sources are formatted # SKIP clang-format 14 is not installed"
  exit 0
fi

wrong=$(find src tests -name '*.[ch]' -exec "$tool" --dry-run -Werror {} + 2>&1 | sed -n 's/^\([^:]*\):.*Wclang-format-violations.*/\1/p' | sort | uniq -c)
if [ -z "$wrong" ]; then
  echo "ok 1 sources are formatted"
else
  echo "$wrong" | sed 's/^/# lines to format: /'
  echo "# ./dev format puts it right"
  echo "not ok 1 sources are formatted"
  exit 1
fi

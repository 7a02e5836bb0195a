#!/usr/bin/env bash
# Puts a corpus of injections into every kind of answer, builds, and opens what comes of it: see check-injection.mjs.
# Exits 0 when nothing came through, 1 when something did, 2 when the validators are not installed.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=common.sh
source "$here/common.sh"

[ $# -eq 2 ] || die "usage: injection.sh PROGRAM FOLDER-OF-PAGES"
browser_ready

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
# Chromium's profile and the answer files go where they are removed even if a process is killed.
export TMPDIR=$work
node "$here/check-injection.mjs" "$1" "$here/../injection/corpus.json" "$2"

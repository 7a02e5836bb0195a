#!/usr/bin/env bash
# Writes, saves and makes mistakes in an example while its preview is open in a browser: see check-preview.mjs.
# Exits 0 when all is well, 1 when something is not, 2 when the validators are not installed.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=common.sh
source "$here/common.sh"

[ $# -eq 1 ] || die "usage: preview.sh PROGRAM"
browser_ready

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
# Chromium's profile goes where it is removed even if its process is killed.
export TMPDIR=$work PAGES=$work/pages
mkdir -- "$PAGES"
status=0
node "$here/check-preview.mjs" "$1" "$here/../../examples/ishoej.toml" "$here"/../plans/*/kommune.toml || status=1
# The pages around the plan, as they were served.
for validator in vnu html-validate; do
  node "$here/check-$validator.mjs" "$PAGES"/*.html || status=1
done
exit "$status"

#!/usr/bin/env bash
# Gives every *.html and *.pdf below the given folders to the validators.
# Exits 0 when all pass, 1 when one does not, 2 when there is nothing to check or the validators are not installed.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=common.sh
source "$here/common.sh"

[ $# -gt 0 ] || die "usage: run.sh DIR..."
for part in "$VERACHECK_CLASSES/VeraCheck.class" "$VERAPDF_JAR" "$JAXB_JAR"; do
  [ -e "$part" ] || die "the validators are not installed: run setup.sh first"
done
browser_ready

work=$(mktemp -d)
jobs=()
clean_up() {
  [ ${#jobs[@]} -eq 0 ] || kill "${jobs[@]}" 2>/dev/null || true
  wait
  rm -rf -- "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM
# Chromium's profile and the JVMs' files go where they are removed even if their process is killed.
export TMPDIR=$work

folders=() html=() pdf=()
for folder in "$@"; do
  [ -d "$folder" ] || die "no such folder: $folder"
  # A leading dash would be read as an option by everything below.
  case $folder in -*) folder=./$folder ;; esac
  folders+=("$folder")
  # A folder that turns out empty is a build that failed, so it is an error even beside full ones.
  mapfile -d '' found < <(find -L "${folder%/}/" -type f \( -name '*.html' -o -name '*.pdf' \) -print0 | sort -z)
  [ ${#found[@]} -gt 0 ] || die "no HTML or PDF files in $folder"
  for file in "${found[@]}"; do
    case $file in *.html) html+=("$file") ;; *) pdf+=("$file") ;; esac
  done
done

check_qpdf() {
  local file status=0
  for file in "$@"; do
    # Warnings (exit 3) fail too: qpdf then had to repair what it read.
    if output=$(qpdf --check "$file" 2>&1); then
      printf '%-5s %-13s %s\n' ok qpdf "$file"
    else
      printf '%-5s %-13s %s\n' FAIL qpdf "$file"
      printf '%s\n' "$output" | sed 's/^/        /'
      status=1
    fi
  done
  return "$status"
}

names=() expected=()
# start NAME RESULTS COMMAND...: runs a check beside the others; it must print that many results.
start() {
  names+=("$1")
  expected+=("$2")
  "${@:3}" >"$work/$1.out" 2>"$work/$1.err" &
  jobs+=($!)
}

java_options=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xss16m)
if [ ${#html[@]} -gt 0 ]; then
  start browser $((8 * ${#html[@]})) node "$here/check-browser.mjs" "${html[@]}"
  start vnu ${#html[@]} node "$here/check-vnu.mjs" "${html[@]}"
  start html-validate ${#html[@]} node "$here/check-html-validate.mjs" "${html[@]}"
  start linkinator ${#html[@]} node "$here/check-linkinator.mjs" "${folders[@]}" -- "${html[@]}"
fi
if [ ${#pdf[@]} -gt 0 ]; then
  start verapdf $((2 * ${#pdf[@]})) java "${java_options[@]}" -cp "$VERAPDF_CLASSPATH" VeraCheck "${pdf[@]}"
  start qpdf ${#pdf[@]} check_qpdf "${pdf[@]}"
fi

passed=0 failed=0
for i in "${!names[@]}"; do
  name=${names[i]} status=0
  wait "${jobs[i]}" || status=$?
  cat -- "$work/$name.out"
  ok=$(grep -c '^ok    ' "$work/$name.out" || true)
  bad=$(grep -c '^FAIL  ' "$work/$name.out" || true)
  # A validator that died, or skipped a file, has not passed it.
  if [ "$status" -gt 1 ] || [ $((ok + bad)) -ne "${expected[i]}" ] || [ "$status" -ne $((bad > 0)) ]; then
    printf '%-5s %-13s %s\n' FAIL "$name" "did not finish: exit $status, $((ok + bad)) of ${expected[i]} results"
    sed 's/^/        /' "$work/$name.err"
    bad=$((bad + 1))
  fi
  passed=$((passed + ok)) failed=$((failed + bad))
done
jobs=()

printf '%d HTML and %d PDF files: %d checks passed, %d failed\n' "${#html[@]}" "${#pdf[@]}" "$passed" "$failed"
[ "$failed" -eq 0 ]

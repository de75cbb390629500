#!/bin/sh
# Gets a Chromium for the browser tests when none is found: Playwright's own, else the system's package.
# Each attempt has a time limit, and none fails the run: the tests name what is missing.
#
# usage: browser.sh <python of the project>

python=$1

found() {
    "$python" -m tests.e2e.chromium >/dev/null 2>&1
}

within() { # <seconds> <command ...>
    if command -v timeout >/dev/null; then
        timeout "$@"
    else
        shift
        "$@"
    fi </dev/null >/dev/null 2>&1
}

cd "$(dirname "$0")/.." || exit 0
found && exit 0

if [ -n "${KONSULT_CHROMIUM:-}" ]; then
    echo "KONSULT_CHROMIUM names no Chromium that starts: $KONSULT_CHROMIUM"
    exit 0
fi

echo "No Chromium here. Trying Playwright's own (at most 3 minutes) ..."
within 180 "$python" -m playwright install chromium
found && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Trying the system's package chromium (at most 5 minutes) ..."
    within 60 apt-get update
    within 240 env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium
    found && exit 0
fi

echo "Still no Chromium: the browser tests will be skipped, and named as missing."
exit 0

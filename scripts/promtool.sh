#!/bin/sh
# Gets promtool, which tries the rules for Prometheus: the system's own, else out of the system's package, which is
# downloaded and not installed. Never fails the run: the tests name what is missing.
#
# usage: promtool.sh

within() { # <seconds> <command ...>
    if command -v timeout >/dev/null; then
        timeout "$@"
    else
        shift
        "$@"
    fi </dev/null >/dev/null 2>&1
}

cd "$(dirname "$0")/.." || exit 0
place=.venv/promtool
command -v promtool >/dev/null && exit 0
[ -x "$place/promtool" ] && exit 0

if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
    echo "No promtool and no apt-get: the rules for Prometheus are only parsed, and promtool named as missing."
    exit 0
fi

echo "Fetching promtool for the tests (19 MB, at most 3 minutes) ..."
throwaway=$(mktemp -d)
trap 'rm -rf "$throwaway"' EXIT
fetched() { (cd "$throwaway" && within 90 apt-get download prometheus); }
fetched || { within 60 apt-get update && fetched; }
within 30 dpkg-deb --extract "$throwaway"/prometheus_*.deb "$throwaway/package" &&
    mkdir -p "$place" && mv "$throwaway/package/usr/bin/promtool" "$place/promtool"
[ -x "$place/promtool" ] || echo "Still no promtool: its tests will be skipped, and named as missing."
exit 0

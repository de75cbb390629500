#!/bin/sh
# Gets a Slack workspace that runs on this machine, for the tests of Slack: the package local-slack, one binary,
# with npm, in this very version and with this very content. Never fails the run: the tests name what is missing.
#
# usage: slack_peer.sh <python of the project>

package=local-slack-linux-x64
version=0.1.8
sha512=2BCTKxKajjZNWCSCj66Jq5VDScUDNpGZ1lA3281I8RvpDE4/ULCwC26TlcW6/4sPbSTs02Q3KjTiltJp3ZBEvg==

python=$1

within() { # <seconds> <command ...>
    if command -v timeout >/dev/null; then
        timeout "$@"
    else
        shift
        "$@"
    fi </dev/null >/dev/null 2>&1
}

content() { # <file>: its SHA-512, as npm writes it
    "$python" -c 'import base64, hashlib, pathlib, sys
print(base64.b64encode(hashlib.sha512(pathlib.Path(sys.argv[1]).read_bytes()).digest()).decode())' "$1"
}

cd "$(dirname "$0")/.." || exit 0
place=.venv/slack-peer/$version
[ -x "$place/local-slack" ] && exit 0

if [ "$(uname -sm)" != "Linux x86_64" ]; then
    echo "The local Slack exists for Linux on x86-64 only: its tests will be skipped, and named as missing."
    exit 0
fi
if ! command -v npm >/dev/null; then
    echo "No npm, so no local Slack: its tests will be skipped, and named as missing."
    exit 0
fi

echo "Fetching a local Slack for the tests (37 MB, at most 3 minutes) ..."
mkdir -p "$place"
new=$(mktemp -d "$place/new.XXXXXX") || exit 0
trap 'rm -rf "$new"' EXIT
if ! within 180 npm pack --ignore-scripts --pack-destination "$new" "$package@$version"; then
    echo "npm could not fetch $package@$version: the tests of Slack will be skipped, and named as missing."
elif [ "$(content "$new/$package-$version.tgz")" != "$sha512" ]; then
    echo "$package@$version is not what it was: it is not used, and the tests of Slack will be skipped."
elif tar -xzf "$new/$package-$version.tgz" -C "$new" package/bin/local-slack; then
    chmod +x "$new/package/bin/local-slack"
    mv "$new/package/bin/local-slack" "$place/local-slack"
fi
exit 0

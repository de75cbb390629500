#!/bin/sh
# Resolves pyproject.toml into the two lock files: exact versions and hashes, for every platform, without the
# address of any index. Versions stay as they are where they can; UPGRADE=1 takes the newest.
set -eu

cd "$(dirname "$0")/.."

uv=$(command -v uv || command -v .venv/bin/uv || true)
if [ -z "$uv" ]; then
    throwaway=$(mktemp -d)
    trap 'rm -rf "$throwaway"' EXIT
    "${PYTHON:-python3}" -m venv "$throwaway"
    "$throwaway/bin/python" -m pip --disable-pip-version-check --quiet install uv
    uv=$throwaway/bin/uv
fi

compile() { # <lock file> <extra>
    "$uv" pip compile pyproject.toml --extra "$2" --output-file "$1" ${UPGRADE:+--upgrade} \
        --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet
}

compile requirements.lock build
compile requirements-dev.lock dev

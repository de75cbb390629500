#!/bin/sh
# Prints the first Python that konsult can run on: 3.11 or newer, able to make a virtual environment.
# Each candidate is tried, not only looked up: a name on PATH may stand for a version that is not installed.

for name in python3.13 python3.12 python3.11 python3.14 python3 python; do
    if "$name" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "$name"
        exit 0
    fi
done

echo "konsult needs Python 3.11 or newer with its venv module, and none was found." >&2
echo "Install one (on Debian and Ubuntu: apt-get install python3 python3-venv)," >&2
echo "or name it: make run PYTHON=/path/to/python3.11" >&2
exit 1

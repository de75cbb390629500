#!/bin/sh
# Prints the first Python that konsult can run on: 3.11 or newer, able to make a virtual environment.
# Each candidate is tried, not only looked up: a name on PATH may stand for a version that is not installed.
# The system's own comes before another of the same version: distributions build it with optimisation,
# others often do not, and konsult starts a third slower on those.

for name in python3.13 python3.12 python3.11 python3.14 python3 python; do
    for python in "/usr/bin/$name" "$name"; do
        if "$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$python"
            exit 0
        fi
    done
done

echo "konsult needs Python 3.11 or newer with its venv module, and none was found." >&2
echo "Install one (on Debian and Ubuntu: apt-get install python3 python3-venv)," >&2
echo "or name it: make run PYTHON=/path/to/python3.11" >&2
exit 1

#!/bin/sh
# Prints a Python of 3.11 or newer, the one asked for first; fails with words where there is none.
for candidate in "$1" python3.11 python3 python3.12 python3.13; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        command -v "$candidate"
        exit 0
    fi
done
echo "Lineofsight needs Python 3.11 or newer with venv. On Debian: apt-get install python3 python3-venv" >&2
exit 1

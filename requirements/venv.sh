#!/bin/sh
# Makes a virtual environment: venv.sh DIRECTORY [PYTHON]
# Finds a Python by itself, and lives with a Debian whose Python came without ensurepip.
set -eu
venv=$1
asked=${2:-}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

python=
for candidate in ${asked:-python3.13 python3.12 python3.11 python3 python}; do
    if is_new_enough "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    if [ -n "$asked" ]; then found="$asked is not one"; else found="there is none on the PATH"; fi
    echo "Passaparola needs Python 3.11 or newer, and $found." >&2
    echo "Install one (on Debian or Ubuntu: apt-get install python3 python3-venv), or name it: make PYTHON=/path/to/python3" >&2
    exit 1
fi

make_venv() { "$python" -m venv --clear "$venv"; }

if problem=$(make_venv 2>&1); then
    exit 0
fi
rm -rf "$venv"
package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "This Python has no venv of its own: installing $package" >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update >&2 || true
    apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$package" >/dev/null ||
        apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends python3-venv >/dev/null
    make_venv
else
    printf '%s\n' "$problem" >&2
    echo "This Python cannot make a virtual environment. On Debian or Ubuntu: sudo apt-get install $package" >&2
    exit 1
fi

# Sets $python to a Python of at least 3.11; sourced by bin/up and bin/test, whose names are in $0.

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if new_enough "$name"; then
            python=$name
            return 0
        fi
    done
    return 1
}

if ! find_python; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "… Debian packages python3, python3-venv"
        { apt-get -q update && apt-get -q -y install --no-install-recommends python3 python3-venv; } >/dev/null 2>&1
    fi
    if ! find_python; then
        echo "$0 needs Python 3.11 or newer. Type: sudo apt-get install python3 python3-venv" >&2
        exit 1
    fi
fi

#!/usr/bin/env bash
# What some tests need from outside Python. Installed where this user may; where not, those tests say what is missing.
set -uo pipefail

packages=()
command -v chromium >/dev/null 2>&1 || packages+=(chromium)
fc-list 2>/dev/null | grep -qi "noto.*cjk" || packages+=(fonts-noto-cjk)
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || packages+=(postgresql)

[ ${#packages[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "Not installed (needs root and apt-get): ${packages[*]}. Tests that need them are skipped." >&2
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
echo "Installing for the tests: ${packages[*]}"
apt-get update -qq && apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null || {
  echo "Could not install: ${packages[*]}. Tests that need them are skipped." >&2
}
exit 0

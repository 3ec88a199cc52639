#!/usr/bin/env bash
# beancount 3.2.3: what was said as a total by `@@` is not that total any more, so that entries in yen do not balance.
#
# One would guess: `3000 SATS @@ 301 JPY` weighs 301 JPY: the language's syntax has `@@` as the price of the whole, and its rule is that an
# entry's weights add up to zero.
# Seen: the total is divided to a price of 28 digits, and that multiplied again: 300.9999999999999999999999999 JPY. Whole numbers leave no
# tolerance, so the entry is refused, or not, by its figures: two of four below are. With `-301.00 JPY` each of them passes; where the other side
# is left out beancount fills in its own sum, and that is what is added up.
# Prints the version and what was seen; exits non-zero where that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check beancount==3.2.3
echo "beancount $(python/bin/pip show beancount 2>/dev/null | sed -n 's/^Version: //p')"

entry() {
  printf '2026-10-01 open Assets:Wallet\n2026-10-01 open Income:Support\n\n2026-10-03 * "boost"\n  Assets:Wallet  %s SATS @@ %s JPY\n  Income:Support  %s\n' "$@"
}
check() {
  local seen
  entry "$2" "$3" "$4" >book.beancount
  seen=$({ python/bin/bean-check book.beancount 2>&1 || true; } | sed -n '0,/Transaction does not balance: /s/.*Transaction does not balance: //p')
  printf '%-9s SATS @@ %-5s JPY  against %-11s %s\n' "$2" "$3" "${4:-nothing}" "${seen:-balances}"
  [ "$seen" = "$1" ] || { printf '  it was %s before\n' "${1:-balances}"; exit 1; }
}
check '' 7 1 '-1 JPY'
check '(-0.0000000000000000000000001 JPY)' 3000 301 '-301 JPY'
check '(-0.0000000000000000000000000002 JPY)' 7.5 1 '-1 JPY'
check '' 2500 371 '-371 JPY'
check '' 3000 301 '-301.00 JPY'
check '' 3000 301 ''

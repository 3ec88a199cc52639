#!/usr/bin/env bash
# beanquery 0.2.0 and fava 1.30.16: what they write as CSV is rounded to whole sats where most amounts are whole.
#
# One would guess: CSV is for the next program, so that it has the numbers of the book, as fava's answer in JSON has; how many digits are
# shown is a matter of tables for the eye.
# Seen: amounts are rounded to as many digits as most amounts of the commodity have. Where most boosts are whole sats, 2222.123 SATS are 2222
# and 0.5 SATS are 0 in the CSV of both, which fava offers as a download. The sum is 5322.623: the lines add up to 5322, and the CSV of the
# sum says 5323. `option "display_precision"`, which beancount says is about display, mends both.
# Prints the versions and what was seen; exits non-zero where that changes.
set -euo pipefail
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check beancount==3.2.3 beanquery==0.2.0 fava==1.30.16
echo "beancount 3.2.3, beanquery 0.2.0, fava 1.30.16"

book() {
  printf 'option "title" "%s"\n%s\n2026-10-01 open Assets:Wallet\n2026-10-01 open Income:Support\n' "$@"
  for sats in 100 2222.123 3000 0.5; do
    printf '\n2026-10-03 * "boost"\n  Assets:Wallet  %s SATS\n  Income:Support\n' "$sats"
  done
}
book plain '' >plain.beancount
book precise 'option "display_precision" "SATS:0.001"' >precise.beancount
port=$(python/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
python/bin/fava --host 127.0.0.1 --port "$port" plain.beancount precise.beancount >fava.log 2>&1 &
server=$!
for _ in $(seq 100); do curl -sf -o /dev/null "http://127.0.0.1:$port/plain/" && break; sleep 0.2; done

each='select position where account = "Assets:Wallet"'
sum='select sum(position) where account = "Assets:Wallet"'
fava() { curl -sfG "http://127.0.0.1:$port/$1" --data-urlencode "query_string=$2"; }
# The numbers of an answer, in one line.
numbers() { grep -oE -- '-?[0-9]+(\.[0-9]+)?' | sed 's/\.0$//' | tr '\n' ' ' | sed 's/ $//'; }
check() {
  printf '%s: %s\n' "$1" "$3"
  [ "$2" = "$3" ] || { printf '  it was %s before\n' "$2"; exit 1; }
}
check 'bean-query, CSV, each' '100 2222 3000 0' "$(python/bin/bean-query -f csv plain.beancount "$each" | numbers)"
check 'bean-query, CSV, the sum' '5323' "$(python/bin/bean-query -f csv plain.beancount "$sum" | numbers)"
check 'fava, CSV, each' '100 2222 3000 0' "$(fava plain/download-query/query_result.csv "$each" | numbers)"
check 'fava, CSV, the sum' '5323' "$(fava plain/download-query/query_result.csv "$sum" | numbers)"
check 'fava, JSON, each' '100 2222.123 3000 0.5' "$(fava plain/api/query "$each" | grep -oE '"number":[0-9.]+' | numbers)"
check 'fava, CSV, each, with display_precision' '100 2222.123 3000 0.5' "$(fava precise/download-query/query_result.csv "$each" | numbers)"
check 'bean-query, CSV, the sum, with display_precision' '5322.623' "$(python/bin/bean-query -f csv precise.beancount "$sum" | numbers)"

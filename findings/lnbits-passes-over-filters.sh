#!/usr/bin/env bash
# LNbits 1.6.2: a filter that it does not know, or knows no type for, is passed over in silence.
#
# One would guess: a list that may be sorted by `updated_at` may be filtered by it, or says that it may not; a sum of 2.5 sats is 2,500 msat or
# refused; a key that nobody has is answered 401.
# Seen: `updated_at[ge]=2030-…` and `amount[gt]=…` give everything, `time[ge]` alone filters; 2.5 sats become 2,000 msat; an unknown key is 404,
# as an unknown path is. And there is no time of settlement: who follows a wallet must page by `updated_at` until what is known.
# Needs bitstring below 5: with what pip takes by itself LNbits 1.6.2 does not start.
# Prints the version and what was seen; exits non-zero where that changes.
set -euo pipefail
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$folder"' EXIT
python=$(command -v python3.11 || command -v python3.12)
"$python" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check lnbits==1.6.2 bitstring==4.4.0

# It must be started in its package's folder.
cd "$("$folder/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export LNBITS_DATA_FOLDER="$folder/data" LNBITS_EXTENSIONS_PATH="$folder/extensions" LNBITS_BACKEND_WALLET_CLASS=FakeWallet
export LNBITS_ADMIN_UI=false AUTH_SECRET_KEY=finding
mkdir -p "$folder/data"
"$folder/venv/bin/lnbits" --host 127.0.0.1 --port "$port" >"$folder/log" 2>&1 &
server=$!
base="http://127.0.0.1:$port/api/v1"
for _ in $(seq 120); do curl -sf "$base/health" >"$folder/health" 2>/dev/null && break; sleep 0.5; done
echo "lnbits $("$folder/venv/bin/pip" show lnbits 2>/dev/null | sed -n 's/^Version: //p')"

json() { "$python" -c "import json, sys; d = json.load(sys.stdin); print($1)"; }
key=$(curl -s -X POST "$base/account" -H 'Content-Type: application/json' -d '{"name":"finding"}' | json 'd["inkey"]')
invoice() { curl -s -X POST "$base/payments" -H "X-Api-Key: $key" -H 'Content-Type: application/json' -d "{\"out\":false,\"amount\":$1}"; }
count() { curl -sg "$base/payments/paginated?$1" -H "X-Api-Key: $key" | json 'len(d["data"])'; }
check() {
  printf '%s: %s\n' "$1" "$3"
  [ "$2" = "$3" ] || { printf '  it was %s before\n' "$2"; exit 1; }
}
check 'msat of an invoice over 2.5 sats' 2000 "$(invoice 2.5 | json 'd["amount"]')"
invoice 21 >/dev/null
check 'payments listed' 2 "$(count 'limit=10')"
check 'payments with time[ge]=2030-01-01' 0 "$(count 'time[ge]=2030-01-01T00:00:00')"
check 'payments with updated_at[ge]=2030-01-01' 2 "$(count 'updated_at[ge]=2030-01-01T00:00:00')"
check 'payments with status=success' 0 "$(count 'status=success')"
check 'payments with staus=success, misspelt' 2 "$(count 'staus=success')"
check 'status of an unknown key' 404 "$(curl -s -o /dev/null -w '%{http_code}' "$base/payments" -H 'X-Api-Key: 00000000000000000000000000000000')"

#!/usr/bin/env bash
# bolt11 2.2.0 (Python, of LNbits) and pyln-proto 26.6.9 (of Core Lightning): an invoice over 1,000 BTC is written as one over 1 BTC.
#
# One would guess: what is encoded is decoded again, or refused. BOLT 11 has the amount in bitcoin, a whole number with or without a
# multiplier, and names no highest; nor is the next step down, 999 BTC, any trouble.
# Seen: thousands are taken off once more after the last multiplier. 1,000 BTC, 2,000 and 21,000 become 1, 2 and 21, in an invoice that is
# signed and that all can read. 1,100 BTC and a thousand and one millisatoshi are right. bolt11 1.4.1 of npm writes all of them right.
# Prints the versions and what was seen; exits non-zero where that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder" NPM_CONFIG_UPDATE_NOTIFIER=false
npm init -y >/dev/null
npm install --silent --no-audit --no-fund bolt11@1.4.1 light-bolt11-decoder@3.2.0
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check bolt11==2.2.0 bitstring==4.4.0 pyln-proto==26.6.9
cat >write.py <<'PY'
import sys
from decimal import Decimal
from bolt11 import Bolt11, MilliSatoshi, Tags, encode
from pyln.proto.invoice import Invoice

key = '01' * 32
library, msat = sys.argv[1], int(sys.argv[2])
if library == 'bolt11':
    tags = Tags.from_dict({'payment_hash': '02' * 32, 'payment_secret': '03' * 32, 'description': 'boost'})
    print(encode(Bolt11(currency='bc', date=1790000000, tags=tags, amount_msat=MilliSatoshi(msat)), key))
else:
    amount = Decimal(msat) / 10**11
    print(Invoice(paymenthash=bytes([2]) * 32, amount=amount, tags=[('d', 'boost')], date=1790000000).encode(key))
PY
cat >write.mjs <<'JS'
import bolt11 from 'bolt11'

const network = { bech32: 'bc', pubKeyHash: 0, scriptHash: 5, validWitnessVersions: [0, 1] }
const tags = [
  { tagName: 'payment_hash', data: '02'.repeat(32) },
  { tagName: 'payment_secret', data: '03'.repeat(32) },
  { tagName: 'description', data: 'boost' },
]
const invoice = bolt11.encode({ network, timestamp: 1_790_000_000, millisatoshis: process.argv[2], tags })
console.log(bolt11.sign(invoice, '01'.repeat(32)).paymentRequest)
JS
cat >read.mjs <<'JS'
import { decode } from 'light-bolt11-decoder'

console.log(decode(process.argv[2]).sections.find(({ name }) => name === 'amount').value)
JS
echo 'bolt11 2.2.0, pyln-proto 26.6.9 (Python), bolt11 1.4.1 (npm); read by light-bolt11-decoder 3.2.0, in msat'
check() {
  local seen=()
  seen+=("$(node read.mjs "$(python/bin/python write.py bolt11 "$1")")")
  seen+=("$(node read.mjs "$(python/bin/python write.py pyln "$1")")")
  seen+=("$(node read.mjs "$(node write.mjs "$1")")")
  printf '%s msat: %s\n' "$1" "${seen[*]}"
  [ "${seen[*]}" = "$2 $2 $1" ] || { printf '  it was %s before\n' "$2 $2 $1"; exit 1; }
}
check 99900000000000 99900000000000
check 100000000000000 100000000000
check 2100000000000000 2100000000000
check 200000000000000 200000000000
check 110000000000000 110000000000000
check 100000000000001 100000000000001

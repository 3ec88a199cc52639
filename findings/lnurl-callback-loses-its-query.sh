#!/usr/bin/env bash
# @getalby/lightning-tools 9.0.1 and lnurl 2.0.2 (Python, of LNbits): what a callback of LNURL-pay holds behind its question mark is dropped.
#
# One would guess: `amount` is added to the callback. LUD-06 (step 4) has it appended with `?` or `&`, so that a callback may have parameters
# of its own, as where one script answers for all names: `https://pay.example/invoice?name=show`.
# Seen: both put their own parameters in the place of those. The server is asked without the name: for nobody's invoice, or for another's.
# lnurl-pay 5.0.2 keeps them.
# Prints the versions and what was seen; exits non-zero where that changes.
set -euo pipefail
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @getalby/lightning-tools@9.0.1 lnurl-pay@5.0.2
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check lnurl==2.0.2 bolt11==2.2.0 bitstring==4.4.0

# A server that writes down what it is asked, and gives no invoice.
cat >serve.mjs <<'JS'
import { appendFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'

const server = createServer((request, response) => {
  appendFileSync('asked', `${request.url}\n`)
  response.setHeader('content-type', 'application/json').end('{"status":"ERROR","reason":"Only asked."}')
})
server.listen(0, '127.0.0.1', () => writeFileSync('port', String(server.address().port)))
JS
cat >ask.mjs <<'JS'
import { LightningAddress } from '@getalby/lightning-tools/lnurl'
import { requestInvoiceWithServiceParams } from 'lnurl-pay'

const [, , library, callback] = process.argv
const pay = { tag: 'payRequest', callback, minSendable: 1000, maxSendable: 1e9, metadata: '[["text/plain","show"]]' }
if (library === 'lightning-tools') {
  const address = new LightningAddress('show@pay.example', { proxy: false })
  await address.parseLnUrlPayResponse(pay)
  await address.requestInvoice({ satoshi: 21, comment: 'hi' }).catch(() => null)
} else {
  const params = { callback, fixed: false, min: 1, max: 1e6, domain: '127.0.0.1', metadata: [], metadataHash: '', identifier: '',
    description: '', image: '', commentAllowed: 100, rawData: pay }
  await requestInvoiceWithServiceParams({ params, tokens: 21, comment: 'hi' }).catch(() => null)
}
JS
cat >ask.py <<'PY'
import asyncio, sys
from lnurl import LnurlPayResponse
from lnurl.core import execute_pay_request

pay = LnurlPayResponse(callback=sys.argv[1], minSendable=1000, maxSendable=10**9, metadata='[["text/plain","show"]]', commentAllowed=100)
try:
    asyncio.run(execute_pay_request(pay, 21000, comment='hi'))
except Exception:
    pass
PY
node serve.mjs &
server=$!
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
callback="http://127.0.0.1:$(cat port)/invoice?name=show"
echo 'lightning-tools 9.0.1, lnurl 2.0.2, lnurl-pay 5.0.2: asked where the callback is /invoice?name=show'
check() {
  local seen
  : >asked
  "${@:3}" "$callback" >/dev/null 2>&1 || true
  seen=$(cat asked)
  printf '%-16s %s\n' "$1" "$seen"
  [ "$seen" = "$2" ] || { printf '  it was %s before\n' "$2"; exit 1; }
}
check lightning-tools '/invoice?amount=21000&comment=hi' node ask.mjs lightning-tools
check lnurl '/invoice?amount=21000&comment=hi' python/bin/python ask.py
check lnurl-pay '/invoice?name=show&amount=21000&comment=hi' node ask.mjs lnurl-pay

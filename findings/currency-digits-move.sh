#!/usr/bin/env bash
# Node 22.0.0 and 24.21.0, Babel 2.19.0: how many digits a currency's minor unit has changes with the release, and is not what ISO 4217 says.
#
# One would guess: `Intl.NumberFormat(…, { style: 'currency' })` has the digits of ISO 4217, which ECMA-402 named for it from its first edition
# (CurrencyDigits) and MDN names still; who keeps money in whole minor units takes `maximumFractionDigits` for their number.
# Seen: the digits are those of CLDR, which is about how prices are written. Between two releases of Node the Hungarian, Colombian,
# Indonesian and Pakistani currencies lost theirs, and the Serbian dinar got two: what was kept as 12345 is 123.45 Ft in one and 12,345 Ft in
# the other, and a browser need not agree with its server. Babel has yet others. The Iraqi dinar's three are in none of them.
# Prints the versions and what was seen; exits non-zero where that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder" NPM_CONFIG_UPDATE_NOTIFIER=false
npm init -y >/dev/null
machine=$(node -p '`${process.platform}-${process.arch}`')
npm install --silent --no-audit --no-fund --ignore-scripts "old@npm:node-$machine@22.0.0" "new@npm:node-$machine@24.21.0"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check babel==2.19.0

# Minor units as in list one of ISO 4217.
iso='COP=2 HUF=2 IDR=2 PKR=2 RSD=2 IQD=3 AFN=2 LBP=2 KWD=3 JPY=0 EUR=2'
codes=$(sed 's/=[0-9]//g' <<<"$iso")
js='console.log(process.argv.slice(1).map((currency) => `${currency}=${new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits}`).join(" "))'
check() {
  printf '%-34s %s\n' "$1" "$3"
  [ "$2" = "$3" ] || { printf '  it was %s before\n' "$2"; exit 1; }
}
named() { "node_modules/$1/bin/node" -p '`Node ${process.versions.node}, CLDR ${process.versions.cldr}`'; }
printf '%-34s %s\n' 'ISO 4217' "$iso"
check "$(named old)" 'COP=2 HUF=2 IDR=2 PKR=2 RSD=0 IQD=0 AFN=0 LBP=0 KWD=3 JPY=0 EUR=2' "$(node_modules/old/bin/node -e "$js" $codes)"
check "$(named new)" 'COP=0 HUF=0 IDR=0 PKR=0 RSD=2 IQD=0 AFN=0 LBP=0 KWD=3 JPY=0 EUR=2' "$(node_modules/new/bin/node -e "$js" $codes)"
py='import sys; from babel.numbers import get_currency_precision as digits; print(" ".join(f"{c}={digits(c)}" for c in sys.argv[1:]))'
check 'Babel 2.19.0' 'COP=0 HUF=0 IDR=0 PKR=2 RSD=2 IQD=0 AFN=0 LBP=0 KWD=3 JPY=0 EUR=2' "$(python/bin/python -c "$py" $codes)"

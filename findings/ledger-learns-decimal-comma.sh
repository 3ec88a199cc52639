#!/usr/bin/env bash
# ledger 3.3.0-3 of Debian 12: one amount anywhere before teaches how all later ones of its commodity are read.
#
# One would guess: how a number is read depends on the number, on the file that it stands in, or on a directive; and a journal that says
# `decimal-mark .`, as one for hledger does, is read by that or refused.
# Seen: after one entry with `0,50 KWD`, in any file that is read before, `1.250 KWD` is 1250 without a word, and `1.25 KWD` an error.
# `decimal-mark .` is passed over. Costs behind `@@` and prices neither teach a commodity nor need to: `@@ 1,25749024 EUR` is read alike
# with and without a decimal comma.
# Prints the version and what was seen; exits non-zero where that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export LC_ALL=C.UTF-8 HOME="$folder"

chmod 755 "$folder"
apt-get download -q ledger=3.3.0-3 >/dev/null 2>&1
for need in $(apt-cache depends ledger=3.3.0-3 | sed -n 's/^ *Depends: \(lib[a-z0-9.+-]*\)$/\1/p' | grep -vE '^(libc6|libgcc-s1|libstdc)'); do
  apt-get download -q "$need" >/dev/null 2>&1
done
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH="$folder/root/usr/lib/ledger:$folder/root/usr/lib/x86_64-linux-gnu"
ledger() { "$folder/root/usr/bin/ledger" --init-file /dev/null "$@"; }
ledger --version | head -n 1

printf '2026-10-03 coffee\n    wallet  1.250 KWD\n    income\n' >one.ledger
printf '2026-10-01 tea\n    tea  0,50 KWD\n    purse\n\ninclude one.ledger\n' >after.ledger
printf '2026-10-01 tea\n    tea  0,50 KWD\n    purse\n\n2026-10-03 coffee\n    wallet  1.25 KWD\n    income\n' >refused.ledger
printf 'decimal-mark .\n\n2026-10-03 coffee\n    wallet  1.250 KWD\n    income\n' >marked.ledger
printf '2026-10-01 tea\n    tea  0,50 KWD\n    purse\n\ninclude marked.ledger\n' >marked-after.ledger
printf '2026-10-03 boost\n    wallet  1336 SATS @@ 1,25749024 EUR\n    income\n\n2026-10-04 own\n    own  4.55 EUR\n    purse\n' >cost.ledger
printf '2026-10-01 tea\n    tea  0,50 EUR\n    purse\n\n2026-10-03 boost\n    wallet  1336 SATS @@ 1,25749024 EUR\n    income\n' >cost-after.ledger

of() { ledger -f "$1" register "$2" --format '%(quantity(amount * 100000000))\n'; }
check() {
  printf '%s: %s\n' "$1" "$3"
  [ "$2" = "$3" ] || { printf '  it was %s before\n' "$2"; exit 1; }
}
check '1.250 KWD alone, in hundred-millionths' 125000000 "$(of one.ledger wallet)"
check '1.250 KWD after 0,50 KWD' 125000000000 "$(of after.ledger wallet)"
check '1.250 KWD below decimal-mark ., after 0,50 KWD' 125000000000 "$(of marked-after.ledger wallet)"
refused=$(ledger -f refused.ledger balance 2>&1 || true)
check '1.25 KWD after 0,50 KWD' 'Error: Incorrect use of thousand-mark period' "$(grep Error <<<"$refused")"
check 'a cost of 1,25749024 EUR, with 4.55 EUR after it' -125749024 "$(of cost.ledger income)"
check '4.55 EUR after that cost' 455000000 "$(of cost.ledger own)"
check 'a cost of 1,25749024 EUR after 0,50 EUR' -125749024 "$(of cost-after.ledger income)"

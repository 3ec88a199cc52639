import { plainColumns } from '#api/export/profile/plain.ts'

/**
 * The rules by which hledger reads the CSV of `plain`: gross amounts by wallet and show. They leave the closing record out, and free
 * boosts, which moved no money.
 * @param messages whether the CSV has a column of messages
 */
export function hledgerRules(messages: boolean): string {
  return `# How hledger reads the CSV of Readout's profile "plain"${messages ? '' : ' without messages'}:
#   hledger -f payments.csv --rules-file plain.rules balance
# Amounts are before fees. The profile "hledger" is a journal, with fees and with what sats were worth.
skip 1
separator ,
decimal-mark .
fields ${plainColumns(messages)
    .map(({ title }) => title)
    .join(', ')}

date %settled_at_local
date-format %Y-%m-%dT%H:%M:%S%Ez
status *
description %show %action %supporter
comment row_id:%row_id
account1 assets:wallets:%wallet
account2 income:support:%show

if %amount_sats [0-9]
  amount1 %amount_sats SATS

if %fiat_amount [0-9]
  amount1 %fiat_amount %fiat_currency

# Nothing moved.
if %rail ^free$
  skip

# The closing record, which closing=false leaves out.
if %row_id ^$
  skip
`
}

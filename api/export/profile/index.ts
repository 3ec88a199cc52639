import type { ProfileName } from '#api/contract/export.ts'
import { bank, bankXero } from '#api/export/profile/bank.ts'
import { beancount } from '#api/export/profile/beancount.ts'
import { cointracker } from '#api/export/profile/cointracker.ts'
import { excel } from '#api/export/profile/excel.ts'
import { gnucash } from '#api/export/profile/gnucash.ts'
import { hledger } from '#api/export/profile/hledger.ts'
import { koinly } from '#api/export/profile/koinly.ts'
import { ledger } from '#api/export/profile/ledger.ts'
import { plain } from '#api/export/profile/plain.ts'
import type { Profile } from '#api/export/profile/profile.ts'

/** Every form that the books are exported in. A new one is a file beside these, and its name in the contract. */
export const profiles: Record<ProfileName, Profile> = {
  plain,
  excel,
  koinly,
  cointracker,
  bank,
  'bank-xero': bankXero,
  gnucash,
  beancount,
  hledger,
  ledger,
}

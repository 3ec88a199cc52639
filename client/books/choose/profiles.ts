import type { ProfileName } from '#api/contract/export.ts'
import { t } from '#client/books/words.ts'

type Profile = {
  title: string
  /** What can be chosen beside it. */
  takes: readonly ('streams' | 'messages' | 'closing' | 'columns')[]
  /** What its program has to be told, or cannot take. */
  hint?: string
}

/** The forms that the books are taken along in, by whom they are for. */
export const PROFILES: Record<ProfileName, Profile> = {
  plain: { title: t('Everything, for your own tools'), takes: ['streams', 'messages', 'closing', 'columns'] },
  excel: { title: t('Excel, LibreOffice, Numbers'), takes: ['streams', 'messages', 'closing'] },
  koinly: { title: 'Koinly', takes: ['streams'] },
  cointracker: {
    title: 'CoinTracker',
    takes: [],
    hint: t('CoinTracker takes eight decimals, so the streams of a day are one row.'),
  },
  bank: { title: t('QuickBooks Online, daily sums'), takes: [] },
  'bank-xero': { title: t('Xero, daily sums'), takes: [] },
  gnucash: {
    title: t('GnuCash, daily sums'),
    takes: [],
    hint: t(
      'In GnuCash: File, Import, Transactions from CSV. Comma-separated, leave out one line at the beginning, dates as y-m-d; each column is what its title says. Save these settings there, and the next month is two clicks.',
    ),
  },
  beancount: {
    title: 'Beancount',
    takes: ['streams', 'messages'],
    hint: t(
      'Beancount runs no plugins of a file that is included. In your own file, open its accounts or have plugin "beancount.plugins.auto_accounts".',
    ),
  },
  hledger: {
    title: 'hledger',
    takes: ['streams', 'messages'],
    hint: t('It names its decimal mark, so you can include it in a journal of any style.'),
  },
  ledger: {
    title: 'ledger',
    takes: ['streams', 'messages'],
    hint: t('Its amounts are whole numbers divided, so you can include it in a journal of any style.'),
  },
}

/** The profile that is chosen. */
export function profileOf({ profile }: { profile?: string }): ProfileName {
  return isProfile(profile) ? profile : 'plain'
}

function isProfile(name: string | undefined): name is ProfileName {
  return name !== undefined && Object.hasOwn(PROFILES, name)
}

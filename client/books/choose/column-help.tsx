import { say, t } from '#client/books/words.ts'
import { withParams } from '#client/lib/request.ts'

/** What the columns are, by names that belong together. */
export const COLUMNS: [names: string, meaning: string][] = [
  [
    'row_id',
    t('The receipt, the same in every export. Streams that are summed by day have a name of their sum.'),
  ],
  [
    'settled_at_utc, settled_at_local',
    t('When it came: in UTC, and in the zone that you chose, with its offset.'),
  ],
  [
    'show, episode, action, supporter, app',
    t(
      'What it was for and from whom, by the name that came with it where the hosts chose another; action is boost, auto or stream.',
    ),
  ],
  ['message', t('What the listener wrote; for summed streams, how many payments they are.')],
  ['wallet, rail', t('Where it is held, and how it came.')],
  [
    'amount_msat, amount_sats',
    t(
      'What arrived, before fees; negative where it was paid back, empty where no sats came. A sat is 1,000 msat.',
    ),
  ],
  ['fee_msat, fee_sats', t('What the wallet kept of it.')],
  [
    'claimed_msat, claimed_sats',
    t('What the listener sent to all recipients together, as the app says. Not yours; do not add it up.'),
  ],
  [
    'value, value_currency',
    t('What it was worth when it came. Empty where no price is known, never 0 for that.'),
  ],
  [
    'rate, rate_at_utc, rate_source',
    t('The price of a bitcoin that this comes from, when it was in force, and who says so.'),
  ],
  [
    'fiat_amount, fiat_fee, fiat_currency',
    t('Money that came by card or bank, and what the processor kept.'),
  ],
  ['payment_hash, boost_id', t('To find it in your wallet, and the boost that it is part of.')],
]

/** What a bookkeeper has to know of the file. @param isForPrograms whether it is the one that programs read */
export function ColumnHelp({
  messages,
  isForPrograms,
}: {
  messages: string | undefined
  isForPrograms: boolean
}) {
  return (
    <details className="fold print-hidden">
      <summary>{t('What the columns mean')}</summary>
      <dl className="books-columns">
        {COLUMNS.map(([names, meaning]) => (
          <div key={names}>
            <dt>
              {names.split(', ').map((name) => (
                <code key={name}>{name}</code>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">
        {t(
          'The last row says how many receipts there are and what they come to. A file without it is not whole. Its amount cells are empty, so the sum of a column is right. An apostrophe before a text keeps spreadsheets from running it as a formula; in the file for Excel it also keeps texts from becoming numbers or days.',
        )}
      </p>
      {isForPrograms && (
        <p className="hint">
          {say('hledger reads this file by {link}: {code}', {
            link: (
              <a href={withParams('/api/v1/exports/plain.rules', { messages })} download>
                {'plain.rules'}
              </a>
            ),
            code: <code>hledger -f payments.csv --rules-file plain.rules balance</code>,
          })}
        </p>
      )}
    </details>
  )
}

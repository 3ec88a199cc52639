import { say, t } from '#client/source/words.ts'
/** What to copy from a wallet of LNbits. */
export function LnbitsGuide() {
  return (
    <ol className="steps">
      <li>
        {say('In LNbits, open the wallet that receives the show’s money, then {strong} at its side.', {
          strong: <strong>{t('API docs')}</strong>,
        })}
      </li>
      <li>
        {say(
          'Copy the {strong}. It can read payments and make invoices, and can never pay. The admin key beside it can: leave it there.',
          { strong: <strong>{t('Invoice/read key')}</strong> },
        )}
      </li>
      <li>
        {t(
          'LNbits keeps no time of settlement. Readout takes the time at which it saw the payment; of payments of before, the time of their last change.',
        )}
      </li>
      <li>
        {say(
          'It tells no boost metadata of keysends: the node behind it has more, see {strong} and {strong2}.',
          { strong: <strong>{t('An LND node')}</strong>, strong2: <strong>{'Core Lightning'}</strong> },
        )}
      </li>
    </ol>
  )
}

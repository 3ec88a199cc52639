import { say, t } from '#client/source/words.ts'
/** What to copy from BTCPay Server. */
export function BtcpayGuide() {
  return (
    <ol className="steps">
      <li>
        {say('In BTCPay Server, open the store’s {strong}, then {strong2}, and copy its {strong3}.', {
          strong: <strong>{t('Settings')}</strong>,
          strong2: <strong>{t('General')}</strong>,
          strong3: <strong>{t('Store ID')}</strong>,
        })}
      </li>
      <li>
        {say(
          'Open {strong}, {strong2}, {strong3}, and generate a key with {strong4} ({code}) of this store: it can neither pay nor change anything. Copy it.',
          {
            strong: <strong>{t('Account')}</strong>,
            strong2: <strong>{t('Manage Account')}</strong>,
            strong3: <strong>{t('API Keys')}</strong>,
            strong4: <strong>{t('View invoices')}</strong>,
            code: <code>btcpay.store.canviewinvoices</code>,
          },
        )}
      </li>
      <li>
        {say(
          'So that payments are seen at once and not within 20 seconds, give the key {code} too: Readout then makes a signed webhook by itself. Or paste one by hand: its address and secret are shown once the store is followed. Either way BTCPay Server must reach Readout.',
          { code: <code>btcpay.store.webhooks.canmodifywebhooks</code> },
        )}
      </li>
      <li>
        {t(
          'What is paid over Lightning meets the node behind it, where you follow that too: name the same wallet for both, and each payment is there once. What an invoice was priced at is kept beside the sats.',
        )}
      </li>
      <li>
        {t(
          'The buyer’s name and comment become sender and message. On chain a payment counts once BTCPay Server has it as settled.',
        )}
      </li>
    </ol>
  )
}

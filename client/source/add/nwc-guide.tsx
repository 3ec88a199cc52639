import { say, t } from '#client/source/words.ts'
/** What to click in a wallet that knows Nostr Wallet Connect, Alby Hub above all. */
export function NwcGuide() {
  return (
    <ol className="steps">
      <li>
        {say('In Alby Hub, open {strong} and choose {strong2}.', {
          strong: <strong>{t('Connections')}</strong>,
          strong2: <strong>{t('Add Connection')}</strong>,
        })}
      </li>
      <li>
        {say(
          'Name it {strong}, and choose {strong2}: it may then see transactions and be told of new ones, and can never pay.',
          { strong: <strong>{t('Readout')}</strong>, strong2: <strong>{t('Read Only')}</strong> },
        )}
      </li>
      <li>
        {say('Leave it without an expiry, choose {strong}, and copy the {strong2}. It is shown only once.', {
          strong: <strong>{t('Next')}</strong>,
          strong2: <strong>{t('connection secret')}</strong>,
        })}
      </li>
      <li>
        {say(
          'Other wallets have this under Nostr Wallet Connect, NWC, or Connected apps. What Readout needs to be allowed is {code}, {code2} and notifications of payments received.',
          { code: <code>list_transactions</code>, code2: <code>get_info</code> },
        )}
      </li>
      <li>
        {t(
          'An isolated sub-wallet shows only its own payments. Boosts that Alby Hub received while it was off may be missing in its list: where an LND node is behind it, follow that node.',
        )}
      </li>
    </ol>
  )
}

import { say, t } from '#client/source/words.ts'
/** What to copy from an account at Alby. */
export function AlbyGuide() {
  return (
    <ol className="steps">
      <li>
        {say(
          'This is for an account at getalby.com. {strong} is followed by Nostr Wallet Connect, which tells more, and at once.',
          { strong: <strong>{t('Alby Hub')}</strong> },
        )}
      </li>
      <li>
        {say(
          'Open Alby’s developer portal, {code}, and make an {strong} with the scope {strong2} and no other: it can read, and never pay.',
          {
            code: <code>getalby.com/developer</code>,
            strong: <strong>{t('access token')}</strong>,
            strong2: <strong>invoices:read</strong>,
          },
        )}
      </li>
      <li>{t('Copy it. Alby tells whole sats, the whole boost, a comment and the payer’s name.')}</li>
    </ol>
  )
}

import { Link } from 'wouter'
import { CommandLine } from '#client/source/add/command-line.tsx'
import { say, t } from '#client/source/words.ts'

/** How Helipad passes on what it sees. */
export function HelipadGuide() {
  return (
    <ol className="steps">
      <li>
        {say(
          'Under {link}, make a key that may report payments, only for one source, such as {strong}, on the wallet that it reads, by the name that it has here: else what comes by another way too counts twice. Copy it.',
          { link: <Link href="/keys">{t('Keys')}</Link>, strong: <strong>helipad</strong> },
        )}
      </li>
      <li>
        <p>
          {say(
            'In Helipad, open {strong}, then {strong2}, add one, and give it a {strong3} with this address. Before Helipad 0.2.2 the menu is {strong4}.',
            {
              strong: <strong>{t('Settings')}</strong>,
              strong2: <strong>{t('Triggers')}</strong>,
              strong3: <strong>webhook</strong>,
              strong4: <strong>{t('Webhooks')}</strong>,
            },
          )}
        </p>
        <CommandLine
          label={t('Address of the webhook')}
          text={`${location.origin}/api/v1/webhooks/helipad`}
        />
      </li>
      <li>
        {say(
          'Paste the key as its {strong}, and tick boosts, auto boosts, streams and invoices. Sent boosts are no income: Readout skips them.',
          { strong: <strong>{t('token')}</strong> },
        )}
      </li>
      <li>
        {say('What Helipad recorded before comes as a file: upload its {code} under {link}.', {
          code: <code>database.db</code>,
          link: <Link href="/sources/past">{t('Add past payments')}</Link>,
        })}
      </li>
    </ol>
  )
}

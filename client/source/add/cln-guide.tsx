import { CommandLine } from '#client/source/add/command-line.tsx'
import { say, t } from '#client/source/words.ts'

/** What to do on a node of Core Lightning: clnrest, a rune that reads invoices and nothing else, its certificate. */
export function ClnGuide() {
  return (
    <ol className="steps">
      <li>
        <p>
          {say('Have Core Lightning listen with clnrest. In its {code}, then restart it:', {
            code: <code>config</code>,
          })}
        </p>
        <CommandLine
          label={t('Settings of Core Lightning')}
          text={'clnrest-port=3010\nclnrest-host=0.0.0.0'}
        />
        <p className="meta">
          {t(
            'Where Readout runs on the same machine, leave the host out. On Umbrel and Start9 the Core Lightning app has this switched on: look for REST in its settings.',
          )}
        </p>
      </li>
      <li>
        <p>
          {say(
            'Make a rune that can read invoices, wait for them, and nothing else. It can neither pay nor see what is in the wallet. Paste the {code} of what it prints below.',
            { code: <code>rune</code> },
          )}
        </p>
        <CommandLine
          label={t('Make a rune')}
          text={`lightning-cli createrune restrictions='[["method=waitanyinvoice","method=listinvoices"]]'`}
        />
      </li>
      <li>
        <p>{t('Print the certificate, and paste it below. Readout trusts this one and no other.')}</p>
        <CommandLine label={t('Print the certificate')} text="cat ~/.lightning/bitcoin/ca.pem" />
      </li>
      <li>
        {t(
          'Of a keysend Core Lightning keeps the longest text alone. That is the boost as a rule; what an app sends beside it is lost.',
        )}
      </li>
    </ol>
  )
}

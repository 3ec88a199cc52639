import { Link } from 'wouter'
import { CommandLine } from '#client/source/add/command-line.tsx'
import { say, t } from '#client/source/words.ts'

/** How a script reports payments. */
export function ApiGuide() {
  const example = [
    `curl ${location.origin}/api/v1/payments \\`,
    '  -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\',
    `  -d '{"source":"my-shop","id":"1","settled_at":"2026-11-22T20:15:00Z","amount_msat":21000,`,
    `       "boostagram":{"action":"boost","podcast":"My show","message":"Hello","value_msat_total":21000}}'`,
  ].join('\n')
  return (
    <ol className="steps">
      <li>
        {say('Under {link}, make a key that may report payments.', {
          link: <Link href="/keys">{t('Keys')}</Link>,
        })}
      </li>
      <li>
        <p>{t('Post each payment once it is settled: one, an array, or lines of JSON of any length.')}</p>
        <CommandLine label={t('An example')} text={example} />
      </li>
      <li>
        {say(
          'The same id of the same source is the same payment, however often it is posted. All fields are in the {link}.',
          { link: <a href="/api/docs">{t('reference')}</a> },
        )}
      </li>
    </ol>
  )
}

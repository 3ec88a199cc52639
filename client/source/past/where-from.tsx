import { Link } from 'wouter'
import { say, t } from '#client/source/words.ts'

/** Where each program keeps its past. */
export function WhereFrom() {
  return (
    <details className="fold">
      <summary>{t('Where to get the file')}</summary>
      <ul className="steps">
        <li>
          <p>{'Helipad'}</p>
          <p className="meta">
            {say(
              'Its {code}, where Helipad keeps its data: stop Helipad first, else its last payments may be missing. Or the CSV that its pages offer; its list of what it sent is left out, as long as it is called {code2}.',
              { code: <code>database.db</code>, code2: <code>sent.csv</code> },
            )}
          </p>
        </li>
        <li>
          <p>{'LND'}</p>
          <p className="meta">
            <code>lncli listinvoices --max_invoices 0 &gt; invoices.json</code>
          </p>
        </li>
        <li>
          <p>{'Alby'}</p>
          <p className="meta">
            {say('What its API answers under {code}, saved as JSON.', {
              code: <code>/invoices/incoming</code>,
            })}
          </p>
        </li>
        <li>
          <p>{'LNbits'}</p>
          <p className="meta">
            {say('What its API answers under {code} with the wallet’s invoice key, saved as JSON.', {
              code: <code>/api/v1/payments</code>,
            })}
          </p>
        </li>
        <li>
          <p>{t('Anything else')}</p>
          <p className="meta">
            {say(
              'One payment a line, as {link} takes them. Files that are too large here are recorded {link2}.',
              {
                link: <a href="/api/docs">{t('the API')}</a>,
                link2: <Link href="/sources/add/file">{t('at the command line')}</Link>,
              },
            )}
          </p>
        </li>
      </ul>
    </details>
  )
}

import { Link } from 'wouter'
import { CommandLine } from '#client/source/add/command-line.tsx'
import { say, t } from '#client/source/words.ts'

const FILES = [
  [t('Helipad’s database or its CSV'), 'helipad database.db --source helipad --wallet my-node'],
  [t('Invoices of LND'), 'lnd invoices.json --source my-node-file --wallet my-node'],
  [t('Invoices of the Alby API'), 'alby invoices.json --source alby-file --wallet alby'],
  [t('Payments of LNbits’ API'), 'lnbits payments.json --source lnbits-file --wallet lnbits'],
  [t('Lines of JSON, as the API takes them'), 'ndjson payments.ndjson --source my-file'],
] as const

/** How the past comes in from files: uploaded, or at the command line. */
export function FileGuide() {
  return (
    <>
      <p className="spaced">
        <Link className="button primary" href="/sources/past">
          {t('Upload a file')}
        </Link>
      </p>
      <p className="spaced">
        {t(
          'Or at the command line, where Readout runs, in its folder. A payment that is known already is recorded no second time, so a file may overlap with what is followed; name the same wallet for both.',
        )}
      </p>
      <ul className="steps">
        {FILES.map(([title, args]) => (
          <li key={title}>
            <p>{title}</p>
            <CommandLine label={title} text={`npm run --silent readout -- import ${args}`} />
          </li>
        ))}
      </ul>
      <p className="meta spaced">
        {say('LND prints its invoices with {code}', {
          code: <code>lncli listinvoices --max_invoices 0 &gt; invoices.json</code>,
        })}
      </p>
      <p className="meta">
        {say('Helipad’s list of what it sent is told by its name only: leave it {code}, and it is skipped.', {
          code: <code>sent.csv</code>,
        })}
      </p>
    </>
  )
}

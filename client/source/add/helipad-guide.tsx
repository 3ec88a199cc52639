import { Link } from 'wouter'
import { CommandLine } from '#client/source/add/command-line.tsx'

/** How Helipad passes on what it sees. */
export function HelipadGuide() {
  return (
    <ol className="steps">
      <li>
        Under <Link href="/keys">Keys</Link>, make a key that may report payments, only for one source, such
        as <strong>helipad</strong>. Copy it.
      </li>
      <li>
        <p>
          In Helipad, open <strong>Settings</strong>, then <strong>Triggers</strong>, add one, and give it a{' '}
          <strong>webhook</strong> with this address. Before Helipad 0.2.2 the menu is{' '}
          <strong>Webhooks</strong>.
        </p>
        <CommandLine label="Address of the webhook" text={`${location.origin}/api/v1/webhooks/helipad`} />
      </li>
      <li>
        Paste the key as its <strong>token</strong>, and tick boosts, auto boosts, streams and invoices. Sent
        boosts are no income: Readout skips them.
      </li>
      <li>
        What Helipad recorded before comes as a file: upload its <code>database.db</code> under{' '}
        <Link href="/sources/past">Add past payments</Link>.
      </li>
    </ol>
  )
}

import { Link } from 'wouter'

/** Where each program keeps its past. */
export function WhereFrom() {
  return (
    <details className="fold">
      <summary>Where to get the file</summary>
      <ul className="steps">
        <li>
          <p>Helipad</p>
          <p className="meta">
            Its <code>database.db</code>, where Helipad keeps its data: stop Helipad first, else its last
            payments may be missing. Or the CSV that its pages offer; its list of what it sent is left out, as
            long as it is called <code>sent.csv</code>.
          </p>
        </li>
        <li>
          <p>LND</p>
          <p className="meta">
            <code>lncli listinvoices --max_invoices 0 &gt; invoices.json</code>
          </p>
        </li>
        <li>
          <p>Alby</p>
          <p className="meta">
            What its API answers under <code>/invoices/incoming</code>, saved as JSON.
          </p>
        </li>
        <li>
          <p>LNbits</p>
          <p className="meta">
            What its API answers under <code>/api/v1/payments</code> with the wallet’s invoice key, saved as
            JSON.
          </p>
        </li>
        <li>
          <p>Anything else</p>
          <p className="meta">
            One payment a line, as <a href="/api/docs">the API</a> takes them. Files that are too large here
            are recorded <Link href="/sources/add/file">at the command line</Link>.
          </p>
        </li>
      </ul>
    </details>
  )
}

import { CommandLine } from '#client/source/add/command-line.tsx'

/** What to do on a node of Core Lightning: clnrest, a rune that reads invoices and nothing else, its certificate. */
export function ClnGuide() {
  return (
    <ol className="steps">
      <li>
        <p>
          Have Core Lightning listen with clnrest. In its <code>config</code>, then restart it:
        </p>
        <CommandLine label="Settings of Core Lightning" text={'clnrest-port=3010\nclnrest-host=0.0.0.0'} />
        <p className="meta">
          Where Readout runs on the same machine, leave the host out. On Umbrel and Start9 the Core Lightning
          app has this switched on: look for REST in its settings.
        </p>
      </li>
      <li>
        <p>
          Make a rune that can read invoices, wait for them, and nothing else. It can neither pay nor see what
          is in the wallet. Paste the <code>rune</code> of what it prints below.
        </p>
        <CommandLine
          label="Make a rune"
          text={`lightning-cli createrune restrictions='[["method=waitanyinvoice","method=listinvoices"]]'`}
        />
      </li>
      <li>
        <p>Print the certificate, and paste it below. Readout trusts this one and no other.</p>
        <CommandLine label="Print the certificate" text="cat ~/.lightning/bitcoin/ca.pem" />
      </li>
      <li>
        Of a keysend Core Lightning keeps the longest text alone. That is the boost as a rule; what an app
        sends beside it is lost.
      </li>
    </ol>
  )
}

import { CommandLine } from '#client/source/add/command-line.tsx'

/** What to do on an LND node: a macaroon that reads invoices and nothing else, its certificate, its address. */
export function LndGuide() {
  return (
    <ol className="steps">
      <li>
        <p>
          On the node, bake a macaroon that can read invoices, what the node is, and nothing else. It can
          neither pay nor see what is in the wallet.
        </p>
        <CommandLine
          label="Bake a macaroon"
          text="lncli bakemacaroon --save_to=readout.macaroon invoices:read info:read"
        />
        <p className="meta">
          On Umbrel, open a terminal in the Lightning Node app’s settings, or put{' '}
          <code>docker exec lightning_lnd_1</code> before it.
        </p>
      </li>
      <li>
        <p>Print it as text, and paste it below.</p>
        <CommandLine label="Print the macaroon" text="base64 < readout.macaroon" />
      </li>
      <li>
        <p>Print the certificate, and paste it below. Readout trusts this one and no other.</p>
        <CommandLine label="Print the certificate" text="cat ~/.lnd/tls.cert" />
        <p className="meta">At Voltage and behind a proxy there is none to give: leave it out.</p>
      </li>
      <li>
        <p>
          The address is the node’s name or number and <code>:10009</code>. Where Readout runs on another
          machine, LND must listen to it and its certificate must name the address. In <code>lnd.conf</code>:
        </p>
        <CommandLine label="Settings of LND" text={'rpclisten=0.0.0.0:10009\ntlsextradomain=mynode.local'} />
        <p className="meta">
          Then delete tls.cert and tls.key beside it and restart LND: it makes itself new ones. For an address
          of numbers it is <code>tlsextraip</code>.
        </p>
      </li>
    </ol>
  )
}

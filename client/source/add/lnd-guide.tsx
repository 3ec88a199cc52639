import { CommandLine } from '#client/source/add/command-line.tsx'
import { say, t } from '#client/source/words.ts'

/** What to do on an LND node: a macaroon that reads invoices and nothing else, its certificate, its address. */
export function LndGuide() {
  return (
    <ol className="steps">
      <li>
        <p>
          {t(
            'On the node, bake a macaroon that can read invoices, what the node is, and nothing else. It can neither pay nor see what is in the wallet.',
          )}
        </p>
        <CommandLine
          label={t('Bake a macaroon')}
          text="lncli bakemacaroon --save_to=readout.macaroon invoices:read info:read"
        />
        <p className="meta">
          {say('On Umbrel, open a terminal in the Lightning Node app’s settings, or put {code} before it.', {
            code: <code>docker exec lightning_lnd_1</code>,
          })}
        </p>
      </li>
      <li>
        <p>{t('Print it as text, and paste it below.')}</p>
        <CommandLine label={t('Print the macaroon')} text="base64 < readout.macaroon" />
      </li>
      <li>
        <p>{t('Print the certificate, and paste it below. Readout trusts this one and no other.')}</p>
        <CommandLine label={t('Print the certificate')} text="cat ~/.lnd/tls.cert" />
        <p className="meta">{t('At Voltage and behind a proxy there is none to give: leave it out.')}</p>
      </li>
      <li>
        <p>
          {say(
            'The address is the node’s name or number and {code}. Where Readout runs on another machine, LND must listen to it and its certificate must name the address. In {code2}:',
            { code: <code>:10009</code>, code2: <code>lnd.conf</code> },
          )}
        </p>
        <CommandLine
          label={t('Settings of LND')}
          text={'rpclisten=0.0.0.0:10009\ntlsextradomain=mynode.local'}
        />
        <p className="meta">
          {say(
            'Then delete tls.cert and tls.key beside it and restart LND: it makes itself new ones. For an address of numbers it is {code}.',
            { code: <code>tlsextraip</code> },
          )}
        </p>
      </li>
    </ol>
  )
}

import { CommandLine } from '#client/source/add/command-line.tsx'
import { say, t } from '#client/source/words.ts'

/** What to copy from a phoenixd. */
export function PhoenixdGuide() {
  return (
    <ol className="steps">
      <li>
        <p>
          {say(
            'Print the password that can read and never pay, and paste what stands behind the {code} below.',
            { code: <code>=</code> },
          )}
        </p>
        <CommandLine label={t('Print the password')} text="grep limited-access ~/.phoenix/phoenix.conf" />
        <p className="meta">
          {say(
            'The one that is called {code} alone can pay: leave it there. Without a limited one, update phoenixd: it writes one at its next start.',
            { code: <code>http-password</code> },
          )}
        </p>
      </li>
      <li>
        <p>
          {say(
            'Where Readout runs on another machine, phoenixd must listen to it. In {code}, then restart it:',
            { code: <code>phoenix.conf</code> },
          )}
        </p>
        <CommandLine label={t('Settings of phoenixd')} text="http-bind-ip=0.0.0.0" />
        <p className="meta">
          {t(
            'It speaks no https: let only machines that you trust reach this port, or put a proxy before it.',
          )}
        </p>
      </li>
      <li>
        {t(
          'phoenixd tells whole sats and its fee. What it received on chain, to open a channel, is no boost and stays out.',
        )}
      </li>
    </ol>
  )
}

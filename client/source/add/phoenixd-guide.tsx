import { CommandLine } from '#client/source/add/command-line.tsx'

/** What to copy from a phoenixd. */
export function PhoenixdGuide() {
  return (
    <ol className="steps">
      <li>
        <p>
          Print the password that can read and never pay, and paste what stands behind the <code>=</code>{' '}
          below.
        </p>
        <CommandLine label="Print the password" text="grep limited-access ~/.phoenix/phoenix.conf" />
        <p className="meta">
          The one that is called <code>http-password</code> alone can pay: leave it there. Without a limited
          one, update phoenixd: it writes one at its next start.
        </p>
      </li>
      <li>
        <p>
          Where Readout runs on another machine, phoenixd must listen to it. In <code>phoenix.conf</code>,
          then restart it:
        </p>
        <CommandLine label="Settings of phoenixd" text="http-bind-ip=0.0.0.0" />
        <p className="meta">
          It speaks no https: let only machines that you trust reach this port, or put a proxy before it.
        </p>
      </li>
      <li>
        phoenixd tells whole sats and its fee. What it received on chain, to open a channel, is no boost and
        stays out.
      </li>
    </ol>
  )
}

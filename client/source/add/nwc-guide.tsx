/** What to click in a wallet that knows Nostr Wallet Connect, Alby Hub above all. */
export function NwcGuide() {
  return (
    <ol className="steps">
      <li>
        In Alby Hub, open <strong>Connections</strong> and choose <strong>Add Connection</strong>.
      </li>
      <li>
        Name it <strong>Readout</strong>, and choose <strong>Read Only</strong>: it may then see transactions
        and be told of new ones, and can never pay.
      </li>
      <li>
        Leave it without an expiry, choose <strong>Next</strong>, and copy the{' '}
        <strong>connection secret</strong>. It is shown only once.
      </li>
      <li>
        Other wallets have this under Nostr Wallet Connect, NWC, or Connected apps. What Readout needs to be
        allowed is <code>list_transactions</code>, <code>get_info</code> and notifications of payments
        received.
      </li>
      <li>
        An isolated sub-wallet shows only its own payments. Boosts that Alby Hub received while it was off may
        be missing in its list: where an LND node is behind it, follow that node.
      </li>
    </ol>
  )
}

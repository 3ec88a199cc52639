/** What to copy from an account at Alby. */
export function AlbyGuide() {
  return (
    <ol className="steps">
      <li>
        This is for an account at getalby.com. <strong>Alby Hub</strong> is followed by Nostr Wallet Connect,
        which tells more, and at once.
      </li>
      <li>
        Open Alby’s developer portal, <code>getalby.com/developer</code>, and make an{' '}
        <strong>access token</strong> with the scope <strong>invoices:read</strong> and no other: it can read,
        and never pay.
      </li>
      <li>Copy it. Alby tells whole sats, the whole boost, a comment and the payer’s name.</li>
    </ol>
  )
}

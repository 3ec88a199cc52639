/** What to copy from BTCPay Server. */
export function BtcpayGuide() {
  return (
    <ol className="steps">
      <li>
        In BTCPay Server, open the store’s <strong>Settings</strong>, then <strong>General</strong>, and copy
        its <strong>Store ID</strong>.
      </li>
      <li>
        Open <strong>Account</strong>, <strong>Manage Account</strong>, <strong>API Keys</strong>, and
        generate a key with <strong>View invoices</strong> (<code>btcpay.store.canviewinvoices</code>) of this
        store: it can neither pay nor change anything. Copy it.
      </li>
      <li>
        So that payments are seen at once and not within 20 seconds, give the key{' '}
        <code>btcpay.store.webhooks.canmodifywebhooks</code> too: Readout then makes a signed webhook by
        itself. Or paste one by hand: its address and secret are shown once the store is followed. Either way
        BTCPay Server must reach Readout.
      </li>
      <li>
        What is paid over Lightning meets the node behind it, where you follow that too: name the same wallet
        for both, and each payment is there once. What an invoice was priced at is kept beside the sats.
      </li>
      <li>
        The buyer’s name and comment become sender and message. On chain a payment counts once BTCPay Server
        has it as settled.
      </li>
    </ol>
  )
}

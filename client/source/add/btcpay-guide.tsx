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
        store and nothing else: it can neither pay nor change anything. Copy it.
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

/** What to copy from a wallet of LNbits. */
export function LnbitsGuide() {
  return (
    <ol className="steps">
      <li>
        In LNbits, open the wallet that receives the show’s money, then <strong>API docs</strong> at its side.
      </li>
      <li>
        Copy the <strong>Invoice/read key</strong>. It can read payments and make invoices, and can never pay.
        The admin key beside it can: leave it there.
      </li>
      <li>
        LNbits keeps no time of settlement. Readout takes the time at which it saw the payment; of payments of
        before, the time of their last change.
      </li>
      <li>
        It tells no boost metadata of keysends: the node behind it has more, see <strong>An LND node</strong>{' '}
        and <strong>Core Lightning</strong>.
      </li>
    </ol>
  )
}

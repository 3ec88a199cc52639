import '#client/style/books.css'
import { Download } from '#client/books/choose/download.tsx'
import { ReceiptFields } from '#client/books/choose/receipt-fields.tsx'
import { Rates } from '#client/books/rates/rates.tsx'
import { ClosedMonths } from '#client/books/statement/closed-months.tsx'
import { Statement } from '#client/books/statement/statement.tsx'
import { useChoices } from '#client/books/use-choices.ts'
import { Head } from '#client/ui/head.tsx'

/** Once a month: choose the receipts, see what they come to, take them along. */
export default function BooksScreen() {
  const { choices, choose } = useChoices()
  return (
    <div className="books">
      <Head title="Books" meta="Every receipt once, with what it was worth" />
      <ReceiptFields choices={choices} choose={choose} />
      <Statement choices={choices} />
      <Download choices={choices} choose={choose} />
      <ClosedMonths />
      <Rates />
    </div>
  )
}

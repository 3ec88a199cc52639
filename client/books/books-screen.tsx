import { t } from '#client/books/words.ts'
import '#client/style/books.css'
import { Download } from '#client/books/choose/download.tsx'
import { ReceiptFields } from '#client/books/choose/receipt-fields.tsx'
import { Months } from '#client/books/months/months.tsx'
import { Payouts } from '#client/books/payouts/payouts.tsx'
import { Rates } from '#client/books/rates/rates.tsx'
import { Unvalued } from '#client/books/rates/unvalued.tsx'
import { Reconcile } from '#client/books/reconcile/reconcile.tsx'
import { Statement } from '#client/books/statement/statement.tsx'
import { useChoices } from '#client/books/use-choices.ts'
import { useMe } from '#client/person/use-me.ts'
import { ReplyList } from '#client/reply/reply-list.tsx'
import { useShows } from '#client/show/use-shows.ts'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** The show whose books are shown where nobody chose: the demo's where there is no other, the first of those who have a role for some. */
function useOneShow() {
  const { data = [], isPending } = useShows()
  const ofSome = useMe().data?.shows
  const isOne = ofSome ? true : data.length > 0 && data.every(({ demo }) => demo)
  return { one: isOne ? data.find(({ provisional }) => !provisional)?.slug : undefined, isPending }
}

/** Once a month: choose the receipts, see what they come to, take them along. */
export default function BooksScreen() {
  const { choices: chosen, choose } = useChoices()
  const { one, isPending } = useOneShow()
  // What is made up is in no sum of all shows, so that the demo’s books are shown by themselves.
  const choices = one && !chosen.show ? { ...chosen, show: one } : chosen
  if (isPending) return <Skeleton rows={6} />
  return (
    <div className="books">
      <Head title={t('Books')} meta={t('Every receipt once, with what it was worth')} />
      <ReceiptFields choices={choices} choose={choose} />
      <Unvalued choices={choices} />
      <Months choices={choices} choose={choose} />
      <Reconcile choices={choices} />
      <Statement choices={choices} />
      <Payouts />
      <Download choices={choices} choose={choose} />
      <ReplyList title={t('Paid out as replies')} />
      <Rates choices={choices} />
    </div>
  )
}

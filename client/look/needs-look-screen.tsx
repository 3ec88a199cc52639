import '#client/style/shows.css'
import '#client/style/look.css'
import { countOf } from '#client/format/sats.ts'
import { Doubles } from '#client/look/doubles.tsx'
import { NewShows } from '#client/look/new-shows.tsx'
import { PaymentLook } from '#client/look/payment/payment-look.tsx'
import { Suggestions } from '#client/look/suggestions.tsx'
import { useLookCounts, usePaymentLooks } from '#client/look/use-looks.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Frame } from '#client/ui/frame.tsx'
import { Head, Section } from '#client/ui/head.tsx'

/** What Readout could not decide by itself: payments, shows, possible doubles, people. */
export default function NeedsLookScreen() {
  const counts = useLookCounts()
  const payments = usePaymentLooks()
  const rows = payments.data?.pages.flatMap(({ items }) => items) ?? []
  const waiting = counts.data?.total ?? 0
  return (
    <>
      <Head title="Needs a look" meta={counts.data && waiting > 0 && countOf(waiting, 'thing')} />
      <ErrorNote error={counts.error ?? payments.error} onRetry={() => payments.refetch()} />
      {counts.isPending && <Frame rows={4} />}
      {counts.data && waiting === 0 && (
        <Empty>Nothing waits for you. What Readout cannot decide by itself comes here.</Empty>
      )}
      <NewShows />
      {rows.length > 0 && (
        <Section title="Payments" meta={counts.data && countOf(counts.data.payments, 'payment')}>
          <ul className="entries">
            {rows.map((payment) => (
              <PaymentLook key={payment.id} payment={payment} />
            ))}
          </ul>
          {payments.hasNextPage && (
            <p className="spaced">
              <Button busy={payments.isFetchingNextPage} onClick={() => payments.fetchNextPage()}>
                Show more
              </Button>
            </p>
          )}
        </Section>
      )}
      <Doubles />
      <Suggestions />
    </>
  )
}

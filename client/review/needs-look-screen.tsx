import { t } from '#client/review/words.ts'
import '#client/style/shows.css'
import '#client/style/review.css'
import { Doubles } from '#client/review/doubles.tsx'
import { NewShows } from '#client/review/new-shows.tsx'
import { PaymentReview } from '#client/review/payment/payment-review.tsx'
import { Suggestions } from '#client/review/suggestions.tsx'
import { usePaymentsToReview } from '#client/review/use-review.ts'
import { useReviewCounts } from '#client/review/use-review-counts.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head, Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** What Readout could not decide by itself: payments, shows, possible doubles, people. */
export default function NeedsLookScreen() {
  const counts = useReviewCounts()
  const payments = usePaymentsToReview()
  const rows = payments.data?.pages.flatMap(({ items }) => items) ?? []
  const waiting = counts.data?.total ?? 0
  return (
    <>
      <Head
        title={t('Needs a look')}
        meta={
          counts.data && waiting > 0 && t('{waiting, plural, one {# thing} other {# things}}', { waiting })
        }
      />
      <ErrorNote error={counts.error ?? payments.error} onRetry={() => payments.refetch()} />
      {counts.isPending && <Skeleton rows={4} />}
      {counts.data && waiting === 0 && (
        <Empty>{t('Nothing waits for you. What Readout cannot decide by itself comes here.')}</Empty>
      )}
      <NewShows />
      {rows.length > 0 && (
        <Section
          title={t('Payments')}
          meta={
            counts.data &&
            t('{payments, plural, one {# payment} other {# payments}}', { payments: counts.data.payments })
          }
        >
          <ul className="entries">
            {rows.map((payment) => (
              <PaymentReview key={payment.id} payment={payment} />
            ))}
          </ul>
          {payments.hasNextPage && (
            <p className="spaced">
              <Button busy={payments.isFetchingNextPage} onClick={() => payments.fetchNextPage()}>
                {t('Show more')}
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

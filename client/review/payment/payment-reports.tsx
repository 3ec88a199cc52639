import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { RawReports } from '#client/boost/detail/payment-raw.tsx'
import { get } from '#client/lib/request.ts'
import { t } from '#client/review/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** What was reported of a payment, as received; fetched when it is unfolded. */
export function PaymentReports({ id }: { id: string }) {
  const [isOpen, open] = useState(false)
  const payment = useQuery({
    queryKey: ['payment', id],
    queryFn: () => get('/payments/{id}/reports', { id }),
    enabled: isOpen,
  })
  return (
    <details className="fold meta" onToggle={({ currentTarget }) => open(currentTarget.open)}>
      <summary>{t('As it was received')}</summary>
      <ErrorNote error={payment.error} onRetry={() => payment.refetch()} />
      {isOpen && payment.isPending && <Skeleton rows={1} />}
      {payment.data && <RawReports payment={payment.data} />}
    </details>
  )
}

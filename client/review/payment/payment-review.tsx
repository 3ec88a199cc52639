import { useState } from 'react'
import type { PaymentJson } from '#api/contract/payment.ts'
import { useMay, useMayForAll } from '#client/person/use-me.ts'
import { AttachForm } from '#client/review/payment/attach-form.tsx'
import { PaymentAmount } from '#client/review/payment/payment-amount.tsx'
import { PaymentDetails } from '#client/review/payment/payment-details.tsx'
import { RuleForm } from '#client/review/payment/rule-form.tsx'
import { usePatchPayment } from '#client/review/use-review.ts'
import { t } from '#client/review/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { toast } from '#client/ui/toasts.tsx'

type Form = 'attach' | 'rule' | null

/** A payment with the reason to look at it, and what can be done. */
export function PaymentReview({ payment }: { payment: PaymentJson }) {
  const [form, open] = useState<Form>(null)
  const mayDecide = useMay('payments')
  const mayRule = useMayForAll('edit')
  const patch = usePatchPayment(payment.id)
  const back = () => patch.mutate({ set_aside: false })
  const toggle = (which: Form) => open(form === which ? null : which)
  return (
    <li className="entry review" aria-labelledby={`review-${payment.id}`}>
      <div className="review-amount" id={`review-${payment.id}`}>
        <PaymentAmount payment={payment} />
      </div>
      <div className="row-words">
        <PaymentDetails payment={payment} />
        <ErrorNote error={patch.error} />
      </div>
      {mayDecide && (
        <div className="row-actions">
          <Button aria-expanded={form === 'attach'} onClick={() => toggle('attach')}>
            {payment.show ? t('Correct…') : t('Attach…')}
          </Button>
          <Button
            kind="quiet"
            onClick={() =>
              patch.mutate({ set_aside: true }, { onSuccess: () => toast(t('Set aside'), back) })
            }
          >
            {t('Set aside')}
          </Button>
          {mayRule && (
            <Button kind="quiet" aria-expanded={form === 'rule'} onClick={() => toggle('rule')}>
              {t('All like this…')}
            </Button>
          )}
          <Button
            kind="quiet"
            onClick={() => patch.mutate({ needs_look: null }, { onSuccess: () => toast(t('Dismissed')) })}
          >
            {t('Dismiss')}
          </Button>
        </div>
      )}
      {form === 'attach' && <AttachForm payment={payment} onDone={() => open(null)} />}
      {form === 'rule' && <RuleForm payment={payment} onDone={() => open(null)} />}
    </li>
  )
}

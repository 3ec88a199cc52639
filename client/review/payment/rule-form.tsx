import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PaymentJson } from '#api/contract/payment.ts'
import type { BodyOf } from '#client/lib/api-types.ts'
import { onSubmit } from '#client/lib/form.ts'
import { change } from '#client/lib/request.ts'
import { commonMemo } from '#client/review/payment/format-payment.ts'
import { readRule } from '#client/review/payment/read-rule.ts'
import { useRefreshReview } from '#client/review/use-review.ts'
import { REVIEW } from '#client/review/use-review-counts.ts'
import { t } from '#client/review/words.ts'
import { useOwnShows } from '#client/show/use-shows.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { CheckField, SelectField, TextField } from '#client/ui/field.tsx'
import { FormActions } from '#client/ui/form-actions.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Makes a rule of a payment: what is to be done with all like it, those recorded so far too. */
export function RuleForm({ payment, onDone }: { payment: PaymentJson; onDone: () => void }) {
  const shows = useOwnShows()
  const [memo, setMemo] = useState(payment.memo === null ? '' : commonMemo(payment.memo))
  const [isWalletOnly, onlyWallet] = useState(true)
  const [effect, choose] = useState('set_aside')
  const refresh = useRefreshReview()
  const rule = readRule({ payment, memo, isWalletOnly, effect })
  const trial = useQuery({
    queryKey: [...REVIEW, 'trial', rule],
    queryFn: () => rule && change('POST', '/rules', { dry_run: true, body: rule }),
    enabled: rule !== null,
    placeholderData: (before) => before,
  })
  const undo = useMutation({
    mutationFn: (id: string) => change('DELETE', '/rules/{id}', { id }),
    onSuccess: refresh,
  })
  const make = useMutation({
    mutationFn: (body: BodyOf<'post', '/rules'>) => change('POST', '/rules', { body }),
    onSuccess: ({ rule: made, payments }) => {
      toast(
        t('A rule holds now: {payments, plural, one {# payment} other {# payments}}', { payments }),
        () => made && undo.mutate(made.id),
      )
      refresh()
      onDone()
    },
  })
  return (
    <form className="form row-form" onSubmit={onSubmit(() => rule && make.mutate(rule))}>
      <TextField
        label={t('Whose memo has')}
        value={memo}
        maxLength={200}
        dir="auto"
        onChange={({ target }) => setMemo(target.value)}
        hint={t('Capitals do not matter. Empty: whatever the memo.')}
      />
      <CheckField
        label={t('Only in the wallet {wallet}', { wallet: payment.wallet })}
        checked={isWalletOnly}
        onChange={({ target }) => onlyWallet(target.checked)}
      />
      <SelectField label={t('They are')} value={effect} onChange={({ target }) => choose(target.value)}>
        <option value="set_aside">{t('not the show’s: set aside')}</option>
        {shows.map(({ slug, title }) => (
          <option key={slug} value={slug}>
            {t('for {title}', { title })}
          </option>
        ))}
      </SelectField>
      <p className="hint" role="status">
        {rule === null
          ? t('Say what they have in common.')
          : trial.data &&
            t('{payments, plural, one {# payment} other {# payments}} recorded so far, and all to come.', {
              payments: trial.data.payments,
            })}
      </p>
      <ErrorNote error={make.error ?? trial.error} />
      <FormActions
        submit={t('Make the rule')}
        busy={make.isPending}
        disabled={rule === null}
        onCancel={onDone}
      />
    </form>
  )
}

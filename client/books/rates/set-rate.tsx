import { useGiveRates } from '#client/books/rates/use-rates.ts'
import { t } from '#client/books/words.ts'
import type { BodyOf } from '#client/lib/api-types.ts'
import { onSubmit } from '#client/lib/form.ts'
import { change } from '#client/lib/request.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'

type Props = { day?: string; currency?: string; onSet?: () => void }

/** One price by hand, for a day, which may be known already. */
export function SetRate({ day, currency: known, onSet }: Props) {
  const give = useGiveRates((body: BodyOf<'post', '/rates'>) => change('POST', '/rates', { body }))
  return (
    <form
      className="form row"
      onSubmit={onSubmit(({ at = '', currency = '', price = '' }, form) =>
        give.mutate(
          { at, currency: currency.toUpperCase(), price: price.replace(',', '.') },
          {
            onSuccess: () => {
              form.reset()
              onSet?.()
            },
          },
        ),
      )}
    >
      <TextField label={t('Day (UTC)')} name="at" type="date" required defaultValue={day} />
      <TextField
        label={t('Currency')}
        name="currency"
        defaultValue={known}
        required
        pattern="[A-Za-z]{3}"
        maxLength={3}
        autoComplete="off"
      />
      <TextField
        label={t('A bitcoin was worth')}
        name="price"
        required
        inputMode="decimal"
        autoComplete="off"
      />
      <Button type="submit" busy={give.isPending}>
        {t('Set the price')}
      </Button>
      <ErrorNote error={give.error} />
    </form>
  )
}

import { useState } from 'react'
import { useAddPayout } from '#client/books/payouts/use-payouts.ts'
import { t } from '#client/books/words.ts'
import { parseMoney, parseSats } from '#client/format/parse-money.ts'
import { onSubmit } from '#client/lib/form.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { useWallets } from '#client/wallet/use-wallets.ts'

const SATS = 'sats'

/** Notes what a processor paid out. */
export function AddPayout() {
  const add = useAddPayout()
  const wallets = (useWallets().data ?? []).filter(({ demo }) => !demo)
  const [problem, say] = useState<string | null>(null)
  return (
    <form
      className="form row"
      onSubmit={onSubmit(({ wallet = '', day = '', currency = '', amount = '', fee = '' }, form) => {
        const unit = currency.toUpperCase() === SATS.toUpperCase() ? null : currency.toUpperCase()
        const read = (text: string) => (unit === null ? parseSats(text) : parseMoney(text, unit))
        const [arrived, kept] = [read(amount), fee === '' ? 0 : read(fee)]
        say(arrived === null || kept === null ? 'Write amounts like 95.20, or whole sats.' : null)
        if (arrived !== null && kept !== null)
          add.mutate(
            { wallet, day, currency: unit, amount: arrived, fee: kept },
            { onSuccess: () => form.reset() },
          )
      })}
    >
      <SelectField label={t('Paid out of')} name="wallet" required>
        {wallets.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </SelectField>
      <TextField label={t('Day')} name="day" type="date" required />
      <TextField
        label={t('Arrived')}
        name="amount"
        required
        inputMode="decimal"
        autoComplete="off"
        error={problem}
      />
      <TextField
        label={t('In (a currency, or sats)')}
        name="currency"
        required
        defaultValue="USD"
        pattern="[A-Za-z]{3,4}"
        autoComplete="off"
      />
      <TextField label={t('Kept on the way')} name="fee" optional inputMode="decimal" autoComplete="off" />
      <Button type="submit" busy={add.isPending}>
        {t('Note it')}
      </Button>
      <ErrorNote error={add.error} />
    </form>
  )
}

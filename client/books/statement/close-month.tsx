import { useMutation, useQueryClient } from '@tanstack/react-query'
import { monthOf, today } from '#client/books/periods.ts'
import { CLOSED_MONTHS } from '#client/books/statement/use-closed-months.ts'
import type { Choices } from '#client/books/use-choices.ts'
import { change } from '#client/lib/request.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Keeps a whole month's statement as it is now, where nothing but the show narrows it; else says when it can. */
export function CloseMonth({ choices }: { choices: Choices }) {
  const client = useQueryClient()
  const month = monthOf(choices.from, choices.to)
  const { show, tz, currency, wallet, rail, kind, set_aside } = choices
  const close = useMutation({
    mutationFn: (whole: string) =>
      change('POST', '/months', { body: { month: whole, ...given({ show, tz, currency }) } }),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: CLOSED_MONTHS })
      toast('The month is closed')
    },
  })
  const hint =
    month === null
      ? 'To close a month, choose that whole month.'
      : wallet || rail || kind || set_aside
        ? 'To close the month, choose all wallets, all payment methods and all kinds.'
        : choices.to >= today()
          ? 'The month can be closed once it is over.'
          : null
  if (hint) return <span className="hint">{hint}</span>
  return (
    <>
      <Button busy={close.isPending} onClick={() => month && close.mutate(month)}>
        Close this month
      </Button>
      <ErrorNote error={close.error} />
    </>
  )
}

function given(fields: Record<string, string | undefined>) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value))
}

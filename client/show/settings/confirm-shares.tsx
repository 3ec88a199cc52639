import { useState } from 'react'
import type { ShowJson } from '#api/contract/show.ts'
import { onSubmit } from '#client/lib/form.ts'
import { readShareRows, shareRows } from '#client/show/settings/share-rows.ts'
import { useConfirmShares } from '#client/show/use-change-show.ts'
import { t } from '#client/show/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'

type Props = {
  shows: readonly ShowJson[]
  /** Where there is a form for all that a show's wallets get. */
  onChange?: () => void
}

type Row = { show: ShowJson; wallet: string; percent: string; isChosen: boolean }

/** What Readout makes of past boosts, for each wallet of each show: all of it, or what is chosen, is confirmed at once. */
export function ConfirmShares({ shows, onChange }: Props) {
  const [rows, setRows] = useState<Row[]>(() =>
    shows.flatMap((show) =>
      shareRows(show.proposed_shares ?? {}).map((row) => ({ ...row, show, isChosen: true })),
    ),
  )
  const [wrong, setWrong] = useState<string | null>(null)
  const confirm = useConfirmShares()
  const chosen = rows.filter(({ isChosen }) => isChosen)
  const change = (row: Row, part: Partial<Row>) =>
    setRows(rows.map((each) => (each === row ? { ...row, ...part } : each)))
  const save = onSubmit(() => {
    const wanted = [...Map.groupBy(chosen, ({ show }) => show)].map(([show, own]) => ({
      slug: show.slug,
      shares: readShareRows([...shareRows(show.shares), ...own]),
    }))
    const known = wanted.flatMap(({ slug, shares }) => (typeof shares === 'string' ? [] : [{ slug, shares }]))
    const refused = wanted.find(({ shares }) => typeof shares === 'string')?.shares
    setWrong(typeof refused === 'string' ? refused : null)
    if (known.length === wanted.length) confirm.mutate(known)
  })
  return (
    <form className="proposal" onSubmit={save}>
      <p>{t('Readout proposes, from past boosts:')}</p>
      <ul>
        {rows.map((row) => (
          <li key={`${row.show.slug} ${row.wallet}`} className="proposed-share">
            <label className="check">
              <input
                type="checkbox"
                checked={row.isChosen}
                onChange={({ target }) => change(row, { isChosen: target.checked })}
              />
              <span>
                <bdi>{row.wallet}</bdi>
                {shows.length > 1 && (
                  <span className="meta">
                    {' '}
                    <bdi>{row.show.title}</bdi>
                  </span>
                )}
              </span>
            </label>
            <span className="proposed-percent">
              <input
                className="input"
                inputMode="decimal"
                aria-label={t('Share of {wallet} in percent', { wallet: row.wallet })}
                disabled={!row.isChosen}
                value={row.percent}
                onChange={({ target }) => change(row, { percent: target.value })}
              />{' '}
              %
            </span>
          </li>
        ))}
      </ul>
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
      <ErrorNote error={confirm.error} />
      <div className="row-actions">
        <Button type="submit" kind="primary" busy={confirm.isPending} disabled={chosen.length === 0}>
          {t('Confirm')}
        </Button>
        {onChange && (
          <Button kind="quiet" onClick={onChange}>
            {t('Change them')}
          </Button>
        )}
      </div>
    </form>
  )
}

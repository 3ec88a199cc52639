import { useId, useState } from 'react'
import type { ShowJson } from '#api/contract/show.ts'
import { onSubmit } from '#client/lib/form.ts'
import { readShareRows, type ShareRow, shareRows } from '#client/show/settings/share-rows.ts'
import { usePatchShow } from '#client/show/use-change-show.ts'
import { t } from '#client/show/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { FormActions } from '#client/ui/form-actions.tsx'
import { toast } from '#client/ui/toasts.tsx'
import { useWallets } from '#client/wallet/use-wallets.ts'

/** The shares by hand, a row for each wallet. */
export function ShareForm({ show, onDone }: { show: ShowJson; onDone: () => void }) {
  const [rows, setRows] = useState<ShareRow[]>(() => [
    ...shareRows({ ...show.shares, ...show.proposed_shares }),
    { wallet: '', percent: '' },
  ])
  const [wrong, setWrong] = useState<string | null>(null)
  const patch = usePatchShow(show.slug)
  const wallets = useWallets().data ?? []
  const list = useId()
  const change = (index: number, part: Partial<ShareRow>) => {
    const next = rows.map((row, each) => (each === index ? { ...row, ...part } : row))
    const last = next.at(-1)
    setRows(last && (last.wallet || last.percent) ? [...next, { wallet: '', percent: '' }] : next)
  }
  const save = onSubmit(() => {
    const shares = readShareRows(rows)
    setWrong(typeof shares === 'string' ? shares : null)
    if (typeof shares === 'string') return
    patch.mutate(
      { shares },
      {
        onSuccess: () => {
          toast(t('Shares hold from now on'))
          onDone()
        },
      },
    )
  })
  return (
    <form className="form" onSubmit={save}>
      <table className="share-table">
        <caption className="unseen">{t('Shares by wallet')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Wallet')}</th>
            <th scope="col">{t('Percent')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ wallet, percent }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are only changed and added, never moved
            <tr key={index}>
              <td>
                <input
                  className="input"
                  aria-label={t('Wallet {index}', { index: index + 1 })}
                  list={list}
                  value={wallet}
                  onChange={({ target }) => change(index, { wallet: target.value })}
                />
              </td>
              <td>
                <input
                  className="input"
                  inputMode="decimal"
                  aria-label={t('Share of {wallet} in percent', {
                    wallet: wallet || t('wallet {index}', { index: index + 1 }),
                  })}
                  value={percent}
                  onChange={({ target }) => change(index, { percent: target.value })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <datalist id={list}>
        {wallets.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <p className="hint">
        {t(
          'As in the value block of your feed. New shares hold from now on; boosts judged before keep their verdict.',
        )}
      </p>
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
      <ErrorNote error={patch.error} />
      <FormActions submit={t('Save shares')} busy={patch.isPending} onCancel={onDone} />
    </form>
  )
}

import type { ShowJson } from '#api/contract/show.ts'
import { formatPercent, shareRows } from '#client/show/settings/share-rows.ts'
import { usePatchShow } from '#client/show/use-change-show.ts'
import { say, t } from '#client/show/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { toast } from '#client/ui/toasts.tsx'

type Props = { show: ShowJson; proposed: ShowJson['shares']; onChange: () => void }

/** What Readout makes of past boosts, to be confirmed with one click. */
export function ProposedShares({ show, proposed, onChange }: Props) {
  const patch = usePatchShow(show.slug)
  const shares = { ...show.shares, ...proposed }
  return (
    <div className="proposal">
      <p>{t('Readout proposes, from past boosts:')}</p>
      <ul>
        {shareRows(proposed).map(({ wallet }) => (
          <li key={wallet}>
            {say('{wallet} gets {strong}', {
              wallet: <bdi>{wallet}</bdi>,
              strong: <strong>{formatPercent(proposed[wallet] ?? 0)} %</strong>,
            })}
          </li>
        ))}
      </ul>
      <div className="row-actions">
        <Button
          kind="primary"
          busy={patch.isPending}
          onClick={() =>
            patch.mutate({ shares }, { onSuccess: () => toast(t('Confirmed; claims are judged by it now')) })
          }
        >
          {t('Confirm')}
        </Button>
        <Button kind="quiet" onClick={onChange}>
          {t('Change them')}
        </Button>
      </div>
      <ErrorNote error={patch.error} />
    </div>
  )
}

import type { HomeJson } from '#api/contract/home.ts'
import { asLocalTime, readLocalTime } from '#client/format/local-time.ts'
import { usePlanRecording } from '#client/home/use-home.ts'
import { t } from '#client/home/words.ts'
import { onSubmit } from '#client/lib/form.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'

const AGAIN = {
  '': t('Once'),
  7: t('Every week'),
  14: t('Every two weeks'),
  28: t('Every four weeks'),
  1: t('Every day'),
}

type Props = { show: string; home: HomeJson; onClose: () => void }

/** Sets when the next recording is, or leaves it to the feed again. */
export function PlanDialog({ show, home: { next, planned }, onClose }: Props) {
  const plan = usePlanRecording(show)
  return (
    <Dialog title={t('Next recording')} onClose={onClose}>
      <form
        className="form"
        onSubmit={onSubmit(({ at = '', again }) => {
          const instant = readLocalTime(at)
          if (instant)
            plan.mutate(
              { at: instant, every_days: again ? Number(again) : null },
              { onSuccess: () => onClose() },
            )
        })}
      >
        <TextField
          label={t('Day and time, as they are where you are')}
          name="at"
          type="datetime-local"
          required
          defaultValue={asLocalTime(next?.at ?? null)}
        />
        <SelectField label={t('Again')} name="again" defaultValue={planned?.every_days ?? ''}>
          {Object.entries(AGAIN).map(([days, words]) => (
            <option key={days} value={days}>
              {words}
            </option>
          ))}
        </SelectField>
        <ErrorNote error={plan.error} />
        <p className="air-actions">
          <Button kind="primary" type="submit" busy={plan.isPending}>
            {t('Set it')}
          </Button>
          {planned && (
            <Button busy={plan.isPending} onClick={() => plan.mutate(null, { onSuccess: () => onClose() })}>
              {t('Go by the feed')}
            </Button>
          )}
        </p>
      </form>
    </Dialog>
  )
}

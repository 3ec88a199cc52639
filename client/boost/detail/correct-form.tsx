import { useState } from 'react'
import type { BoostDetailJson, BoostPatch } from '#api/contract/boost.ts'
import { usePatchBoost } from '#client/boost/detail/use-boost.ts'
import { t } from '#client/boost/words.ts'
import { onSubmit } from '#client/lib/form.ts'
import { PickSupporter } from '#client/pick/pick-supporter.tsx'
import { useEpisodes, useShows } from '#client/show/use-shows.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { FormActions } from '#client/ui/form-actions.tsx'
import { EpisodeOptions, ShowOptions } from '#client/ui/options.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Moves a boost to another show or episode, or to the supporter who really sent it. */
export function CorrectForm({ boost, onDone }: { boost: BoostDetailJson; onDone: () => void }) {
  const [show, setShow] = useState(boost.show.slug)
  const [episode, setEpisode] = useState(boost.episode?.id ?? '')
  const [supporter, setSupporter] = useState(boost.supporter)
  const shows = useShows().data ?? []
  const episodes = useEpisodes(show).data ?? []
  const patch = usePatchBoost(boost.id)
  const changes: BoostPatch = {
    ...(show === boost.show.slug ? {} : { show }),
    ...(episode === (boost.episode?.id ?? '') ? {} : { episode: episode || null }),
    ...(supporter.id === boost.supporter.id ? {} : { supporter: supporter.id }),
  }
  const done = () => {
    toast(t('Corrected'))
    onDone()
  }
  return (
    <form className="form boxed" onSubmit={onSubmit(() => patch.mutate(changes, { onSuccess: done }))}>
      {shows.length > 1 && (
        <SelectField
          label={t('Show')}
          value={show}
          onChange={({ target }) => {
            setShow(target.value)
            setEpisode('')
          }}
        >
          <ShowOptions shows={shows} />
        </SelectField>
      )}
      <SelectField label={t('Episode')} value={episode} onChange={({ target }) => setEpisode(target.value)}>
        <option value="">{t('None, the show alone')}</option>
        {boost.episode &&
          show === boost.show.slug &&
          !episodes.some(({ id }) => id === boost.episode?.id) && (
            <option value={boost.episode.id}>{boost.episode.title ?? t('Untitled episode')}</option>
          )}
        <EpisodeOptions episodes={episodes} />
      </SelectField>
      <PickSupporter show={show} value={supporter} onPick={setSupporter} />
      <ErrorNote error={patch.error} />
      <FormActions
        submit={t('Save')}
        busy={patch.isPending}
        disabled={Object.keys(changes).length === 0}
        className="detail-actions"
        onCancel={onDone}
      />
    </form>
  )
}

import { useState } from 'react'
import { usePatchShowSupporter } from '#client/supporter/use-supporters.ts'
import { t } from '#client/supporter/words.ts'

type Props = {
  id: string
  name: 'team' | 'hidden'
  show: { slug: string; title: string; team: boolean; hidden: boolean }
  mayEdit: boolean
  onError: (error: unknown) => void
}

/** Whether a supporter is of a show's team, or hidden there; what is pressed shows before the server has answered. */
export function Flag({ id, name, show, mayEdit, onError }: Props) {
  const [pressed, press] = useState<boolean | null>(null)
  const patch = usePatchShowSupporter(id)
  const change = (isOn: boolean) => {
    press(isOn)
    onError(null)
    patch.mutate({ show: show.slug, [name]: isOn }, { onError, onSettled: () => press(null) })
  }
  return (
    <label className="flag">
      <input
        type="checkbox"
        checked={pressed ?? show[name]}
        disabled={!mayEdit}
        onChange={({ target }) => change(target.checked)}
      />{' '}
      {name}
      <span className="unseen"> {t('at {title}', { title: show.title })}</span>
    </label>
  )
}

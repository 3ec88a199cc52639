import { t } from '#client/outgoing/words.ts'
import { CheckField } from '#client/ui/field.tsx'

/** Whether a host is in one's own network, which has to be said of it: checked, the form has it as `own`. */
export function OwnNetwork({
  host,
  isOwn,
  without = 'https',
}: {
  host: string
  isOwn: boolean
  without?: string
}) {
  return (
    <CheckField
      label={t('{host} is in my own network', { host })}
      name="own"
      value={host}
      hint={t(
        'Then it may have a private address and do without {without}. Anything else is reached over the public internet only.',
        { without },
      )}
      defaultChecked={isOwn}
    />
  )
}

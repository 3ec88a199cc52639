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
      label={`${host} is in my own network`}
      name="own"
      value={host}
      hint={`Then it may have a private address and do without ${without}. Anything else is reached over the public internet only.`}
      defaultChecked={isOwn}
    />
  )
}

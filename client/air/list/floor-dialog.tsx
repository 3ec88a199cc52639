import { useMutation } from '@tanstack/react-query'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { asLocalTime } from '#client/format/local-time.ts'
import { onSubmit } from '#client/lib/form.ts'
import { change } from '#client/lib/request.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'

type Props = { segment: SegmentJson; onChanged: () => void; onClose: () => void }

/** From when on boosts are in the segment; what was sent before is offered as older. */
export function FloorDialog({ segment, onChanged, onClose }: Props) {
  const save = useMutation({
    mutationFn: (floor: string | null) =>
      change('PATCH', '/segments/{id}', { id: segment.id, body: { floor } }),
    onSuccess: () => {
      onChanged()
      onClose()
    },
  })
  return (
    <Dialog title="Where this segment begins" onClose={onClose}>
      <form
        className="form"
        onSubmit={onSubmit(({ at }) => save.mutate(at ? new Date(at).toISOString() : null))}
      >
        <TextField
          label="Boosts sent from"
          name="at"
          type="datetime-local"
          defaultValue={asLocalTime(segment.floor)}
          hint="What was sent before is left out, and offered as older. Leave it empty to take in everything."
        />
        <ErrorNote error={save.error} />
        <Button kind="primary" type="submit" busy={save.isPending}>
          Save
        </Button>
      </form>
    </Dialog>
  )
}

import { useMutation } from '@tanstack/react-query'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { onSubmit } from '#client/lib/form.ts'
import { change } from '#client/lib/request.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

const OFTEN = ['Wrap up', 'Two minutes left', 'Go to Thanks', 'Slower', 'Louder']

/** A line to whoever reads; until it is seen it stands on their screen. */
export function SayLine({ segment: { id, cue = null } }: { segment: SegmentJson }) {
  const say = useMutation({
    mutationFn: (text: string | null) => change('PUT', '/segments/{id}/cue', { id, body: { text } }),
  })
  return (
    <Section title="Say to the reader">
      <p className="air-actions">
        {OFTEN.map((text) => (
          <Button key={text} busy={say.isPending} onClick={() => say.mutate(text)}>
            {text}
          </Button>
        ))}
      </p>
      <form
        className="form row"
        onSubmit={onSubmit(({ line = '' }, form) => {
          if (line) say.mutate(line, { onSuccess: () => form.reset() })
        })}
      >
        <TextField label="A line of your own" name="line" maxLength={200} autoComplete="off" />
        <Button type="submit" busy={say.isPending}>
          Say it
        </Button>
      </form>
      <ErrorNote error={say.error} />
      <p role="status" className="produce-said">
        {cue ? (
          <>
            On their screen: <strong dir="auto">{cue.text}</strong>{' '}
            <Button kind="quiet" busy={say.isPending} onClick={() => say.mutate(null)}>
              Take it away
            </Button>
          </>
        ) : (
          say.isSuccess && say.variables !== null && 'Seen.'
        )}
      </p>
    </Section>
  )
}

import { useMutation } from '@tanstack/react-query'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { say, t } from '#client/air/words.ts'
import { onSubmit } from '#client/lib/form.ts'
import { change } from '#client/lib/request.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

const OFTEN = [t('Wrap up'), t('Two minutes left'), t('Go to Thanks'), t('Slower'), t('Louder')]

/** A line to whoever reads; until it is seen it stands on their screen. */
export function SayLine({ segment: { id, cue = null } }: { segment: SegmentJson }) {
  const cueing = useMutation({
    mutationFn: (text: string | null) => change('PUT', '/segments/{id}/cue', { id, body: { text } }),
  })
  return (
    <Section title={t('Say to the reader')}>
      <p className="air-actions">
        {OFTEN.map((text) => (
          <Button key={text} busy={cueing.isPending} onClick={() => cueing.mutate(text)}>
            {text}
          </Button>
        ))}
      </p>
      <form
        className="form row"
        onSubmit={onSubmit(({ line = '' }, form) => {
          if (line) cueing.mutate(line, { onSuccess: () => form.reset() })
        })}
      >
        <TextField label={t('A line of your own')} name="line" maxLength={200} autoComplete="off" />
        <Button type="submit" busy={cueing.isPending}>
          {t('Say it')}
        </Button>
      </form>
      <ErrorNote error={cueing.error} />
      <p role="status" className="produce-said">
        {cue ? (
          <>
            {say('On their screen: {text}', { text: <strong dir="auto">{cue.text}</strong> })}{' '}
            <Button kind="quiet" busy={cueing.isPending} onClick={() => cueing.mutate(null)}>
              {t('Take it away')}
            </Button>
          </>
        ) : (
          cueing.isSuccess && cueing.variables !== null && t('Seen.')
        )}
      </p>
    </Section>
  )
}

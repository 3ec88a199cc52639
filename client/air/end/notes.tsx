import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import type { NoteFormat } from '#api/contract/air/settings.ts'
import { t } from '#client/air/words.ts'
import { getText } from '#client/lib/request.ts'
import { useMay } from '#client/person/use-me.ts'
import { Button } from '#client/ui/button.tsx'
import { CopyButton } from '#client/ui/copy-button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

const FORMATS: Record<NoteFormat, string> = { md: 'Markdown', html: 'HTML', txt: t('Plain text') }
const KINDS: NoteFormat[] = ['md', 'html', 'txt']

/** A segment's show notes, to copy or to keep as a file. */
export function Notes({ segmentId }: { segmentId: string }) {
  const [format, choose] = useState<NoteFormat>('md')
  const mayEdit = useMay('edit')
  const notes = useNotes(segmentId, format)
  const label =
    format === 'txt'
      ? t('Show notes as plain text')
      : t('Show notes as {formats}', { formats: FORMATS[format] })
  return (
    <Section title={t('Show notes')}>
      <p className="air-actions">
        {KINDS.map((kind) => (
          <CopyNotes key={kind} segmentId={segmentId} format={kind} />
        ))}
      </p>
      <div className="air-actions">
        {KINDS.map((kind) => (
          <Button key={kind} aria-pressed={kind === format} onClick={() => choose(kind)}>
            {FORMATS[kind]}
          </Button>
        ))}
        <span className="air-apart">
          <a className="button plain" href={`/api/v1/segments/${segmentId}/notes.${format}`} download>
            {t('Download')}
          </a>
          {mayEdit && (
            <Link href="/air/settings" className="button quiet">
              {t('Edit the template')}
            </Link>
          )}
        </span>
      </div>
      <ErrorNote error={notes.error} onRetry={() => notes.refetch()} />
      {notes.isPending && <Skeleton rows={4} />}
      {notes.data !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long notes are scrolled by keyboard
        <section className="raw" tabIndex={0} aria-label={label}>
          <pre>{notes.data}</pre>
        </section>
      )}
    </Section>
  )
}

function useNotes(segmentId: string, format: NoteFormat) {
  return useQuery({
    queryKey: ['notes', segmentId, format],
    queryFn: () => getText(`/segments/{id}/notes.${format}`, { id: segmentId }),
    staleTime: 0,
  })
}

/** One click for each: what is copied is there before it is asked for, as browsers want it. */
function CopyNotes({ segmentId, format }: { segmentId: string; format: NoteFormat }) {
  const { data } = useNotes(segmentId, format)
  return data === undefined ? null : (
    <CopyButton text={data}>
      {format === 'txt' ? t('Copy as plain text') : t('Copy as {formats}', { formats: FORMATS[format] })}
    </CopyButton>
  )
}

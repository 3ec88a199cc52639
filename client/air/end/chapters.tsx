import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Chapter, PutChapters } from '#api/contract/air/recording.ts'
import { ChapterRows } from '#client/air/end/chapter-rows.tsx'
import { ClockForm } from '#client/air/recording/clock-form.tsx'
import { t } from '#client/air/words.ts'
import { formatInstant } from '#client/format/day.ts'
import { formatPosition } from '#client/format/episode.ts'
import { onSubmit } from '#client/lib/form.ts'
import { change, get, getText } from '#client/lib/request.ts'
import { useMay } from '#client/person/use-me.ts'
import { Button } from '#client/ui/button.tsx'
import { CopyButton } from '#client/ui/copy-button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'
import { lazyPart } from '#client/ui/lazy-part.tsx'
import { Table } from '#client/ui/table.tsx'
import { toast } from '#client/ui/toasts.tsx'

const Mp3Chapters = lazyPart(() =>
  import('#client/air/end/mp3/mp3-chapters.tsx').then((file) => file.Mp3Chapters),
)
const RecordingFile = lazyPart(() =>
  import('#client/air/recording/file/recording-file.tsx').then((file) => file.RecordingFile),
)

/** A segment's chapters, made from what was read, when it was shown; titles, times and the offset of the published file can be corrected. */
export function Chapters({ segmentId }: { segmentId: string }) {
  const client = useQueryClient()
  const mayEdit = useMay('edit')
  const key = ['chapters', segmentId]
  const chapters = useQuery({
    queryKey: key,
    queryFn: () => get('/segments/{id}/chapters', { id: segmentId }),
  })
  const save = useMutation({
    mutationFn: (body: PutChapters) => change('PUT', '/segments/{id}/chapters', { id: segmentId, body }),
    onSuccess: (answer) => {
      client.setQueryData(key, answer)
      toast(t('The chapters are saved'))
    },
  })
  const { recording, items = [] } = chapters.data ?? {}
  const lines = useQuery({
    queryKey: [...key, 'lines', items],
    queryFn: () => getText('/segments/{id}/chapters.txt', { id: segmentId }),
    enabled: items.length > 0,
  })
  return (
    <Section
      title={t('Chapters')}
      meta={recording && t('Recording began {when}', { when: formatInstant(recording.started_at) })}
    >
      <ErrorNote error={chapters.error ?? save.error} />
      {chapters.data && items.length === 0 && (
        <p className="hint">
          {recording
            ? t('Chapters come by themselves: each supporter that is read while the clock runs is one.')
            : t(
                'Press “Start clock” in the reading view when recording starts, or say here when it began; chapters then come by themselves.',
              )}
        </p>
      )}
      {items.length > 0 &&
        (mayEdit ? (
          <ChapterRows
            key={JSON.stringify(items)}
            items={items}
            busy={save.isPending}
            onSave={(edited) => save.mutate({ items: edited })}
          />
        ) : (
          <ReadOnly items={items} />
        ))}
      {mayEdit && chapters.data && (
        <ClockForm
          segmentId={segmentId}
          recording={chapters.data.recording}
          about={chapters.data.first_shown_at}
        />
      )}
      {mayEdit && chapters.data && <RecordingFile segmentId={segmentId} />}
      {mayEdit && recording && (
        <form
          className="form row"
          onSubmit={onSubmit(({ offset = '0' }) =>
            save.mutate({ offset_s: Number(offset), items: items.map(asEdit) }),
          )}
        >
          <TextField
            label={t('Intro before the recording, in seconds')}
            name="offset"
            type="number"
            step="0.1"
            defaultValue={recording.offset_s}
          />
          <Button type="submit" busy={save.isPending}>
            {t('Shift')}
          </Button>
          <p className="hint">
            {t('What the published file has before the recording; less than 0 where the beginning was cut.')}
          </p>
        </form>
      )}
      {items.length > 0 && (
        <p className="air-actions">
          {FILES.map(([format, name]) => (
            <a
              key={format}
              className="button plain"
              href={`/api/v1/segments/${segmentId}/chapters.${format}`}
              download
            >
              {name}
            </a>
          ))}
          {lines.data !== undefined && <CopyButton text={lines.data}>{t('Copy as lines')}</CopyButton>}
        </p>
      )}
      {items.length > 0 && <Mp3Chapters key={`mp3 ${JSON.stringify(items)}`} chapters={items} />}
    </Section>
  )
}

/** As what chapters are downloaded. */
const FILES = [
  ['json', 'chapters.json'],
  ['psc', 'Podlove'],
  ['vtt', 'WebVTT'],
  ['txt', t('Text')],
] as const

function ReadOnly({ items }: { items: Chapter[] }) {
  return (
    <Table
      caption={t('Chapters')}
      rows={items.filter(({ hidden }) => !hidden)}
      keyOf={({ item }) => item}
      columns={[
        { title: t('Starts'), cell: ({ start_s }) => formatPosition(Math.floor(start_s)) },
        { title: t('Title'), cell: ({ title }) => <bdi>{title}</bdi> },
      ]}
    />
  )
}

/** A chapter as its edit; what is as proposed stays unsaid. */
function asEdit({ item, title, start_s, proposed, hidden }: Chapter): PutChapters['items'][number] {
  return {
    item,
    title: proposed?.title === title ? null : title,
    start_s: proposed?.start_s === start_s ? null : start_s,
    hidden,
  }
}

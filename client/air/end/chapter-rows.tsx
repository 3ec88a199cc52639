import type { Chapter, PutChapters } from '#api/contract/air/recording.ts'
import { readPosition } from '#client/air/end/read-position.ts'
import { t } from '#client/air/words.ts'
import { formatPosition } from '#client/format/episode.ts'
import { onSubmit } from '#client/lib/form.ts'
import { Button } from '#client/ui/button.tsx'

type Props = { items: Chapter[]; busy: boolean; onSave: (items: PutChapters['items']) => void }

/** The chapters as fields: when it starts, what it is called, and whether it is one. */
export function ChapterRows({ items, busy, onSave }: Props) {
  return (
    <form
      onSubmit={onSubmit((fields) =>
        onSave(
          items.map((chapter, index) => {
            const title = fields[`title ${index}`] || chapter.title
            const start_s = readPosition(fields[`start ${index}`] ?? '') ?? chapter.start_s
            const isSameSecond = Math.floor(chapter.start_s) === start_s
            return {
              item: chapter.item,
              title: title === chapter.proposed?.title ? null : title,
              start_s: isSameSecond ? (chapter.proposed ? null : chapter.start_s) : start_s,
              hidden: fields[`shown ${index}`] !== 'on',
            }
          }),
        ),
      )}
    >
      <ol className="air-chapters">
        {items.map(({ item, title, start_s, hidden }, index) => (
          <li key={item}>
            <input
              type="checkbox"
              name={`shown ${index}`}
              defaultChecked={!hidden}
              aria-label={t('Keep {title}', { title })}
            />
            <input
              className="input small"
              name={`start ${index}`}
              defaultValue={formatPosition(Math.floor(start_s))}
              aria-label={t('Start of {title}', { title })}
              pattern="\d{1,3}(:\d{2}){1,2}"
            />
            <input
              className="input small"
              name={`title ${index}`}
              defaultValue={title}
              aria-label={t('Title of {title}', { title })}
              maxLength={300}
            />
          </li>
        ))}
      </ol>
      <Button type="submit" busy={busy}>
        {t('Save the chapters')}
      </Button>
    </form>
  )
}

import { ReplyRow } from '#client/reply/reply-row.tsx'
import { useReplies } from '#client/reply/use-replies.ts'
import { t } from '#client/reply/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'

/** The last replies; nothing where there is none. */
export function ReplyList({ title = t('Replies') }: { title?: string }) {
  const list = useReplies()
  if (!list.data?.length && !list.error) return null
  return (
    <Section title={title} meta={t('The last 50')}>
      <ErrorNote error={list.error} />
      <ul className="entries" aria-label={title}>
        {list.data?.map((reply) => (
          <ReplyRow key={reply.id} reply={reply} />
        ))}
      </ul>
      <p>
        <a href="/api/v1/exports/replies.csv" download>
          {t('What was paid, as CSV')}
        </a>
      </p>
    </Section>
  )
}

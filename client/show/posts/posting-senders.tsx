import type { PostingSenderJson } from '#api/contract/metaboost.ts'
import { formatAgoInSentence } from '#client/format/day.ts'
import { useChangeSender } from '#client/show/posts/use-posts.ts'
import { t } from '#client/show/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'

/** Who wrote lately, folded away, since it is looked at only when somebody has to be kept out. */
export function PostingSenders({ senders, isOwner }: { senders: PostingSenderJson[]; isOwner: boolean }) {
  const blocked = senders.filter((sender) => sender.blocked).length
  if (senders.length === 0) return null
  return (
    <details className="fold spaced">
      <summary>
        {t('Who wrote lately')}
        {blocked > 0 && `, ${t('{blocked, plural, one {one blocked} other {# blocked}}', { blocked })}`}
      </summary>
      <ul className="entries" aria-label={t('Who wrote lately')}>
        {senders.map((sender) => (
          <SenderRow key={sender.sender_guid} sender={sender} isOwner={isOwner} />
        ))}
      </ul>
    </details>
  )
}

function SenderRow({ sender, isOwner }: { sender: PostingSenderJson; isOwner: boolean }) {
  const { sender_guid, name, app, last_at, blocked } = sender
  const change = useChangeSender()
  const label = name ?? t('Someone without a name')
  return (
    <li className="entry">
      <div className="row-words">
        <p className="row-chips">
          <bdi className="row-name">{label}</bdi> {blocked && <Chip tone="warn">{t('blocked')}</Chip>}
        </p>
        <p className="meta">
          {app !== null && (
            <>
              <bdi>{app}</bdi> ·{' '}
            </>
          )}
          {last_at !== null && `${formatAgoInSentence(last_at)} · `}
          <code>{sender_guid.slice(0, 8)}</code>
        </p>
        <ErrorNote error={change.error} />
      </div>
      {isOwner && (
        <div className="row-actions">
          <Button
            busy={change.isPending}
            aria-label={`${blocked ? t('Unblock') : t('Block')} ${label}`}
            onClick={() => change.mutate({ sender_guid, blocked: !blocked, name })}
          >
            {blocked ? t('Unblock') : t('Block')}
          </Button>
        </div>
      )}
    </li>
  )
}

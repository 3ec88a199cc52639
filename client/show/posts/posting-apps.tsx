import { useState } from 'react'
import type { PostingAppJson } from '#api/contract/metaboost.ts'
import { formatAgoInSentence } from '#client/format/day.ts'
import { TrustAppForm } from '#client/show/posts/trust-app-form.tsx'
import { useChangeApp } from '#client/show/posts/use-posts.ts'
import { t } from '#client/show/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'

const STANDINGS = {
  active: null,
  suspended: t('suspended by the registry'),
  blocked: 'blocked',
  unknown: t('in no registry any more'),
} as const

/** The apps that posted, and those of which an owner said something. */
export function PostingApps({ apps, isOwner }: { apps: PostingAppJson[]; isOwner: boolean }) {
  const [isOpen, open] = useState(false)
  if (apps.length === 0 && !isOwner) return null
  return (
    <div className="spaced">
      <h3>{t('Apps')}</h3>
      {apps.length === 0 && (
        <p className="meta">
          {t('None has posted yet. Apps of the public registry may; others once you trust their key.')}
        </p>
      )}
      {apps.length > 0 && (
        <ul className="entries" aria-label={t('Apps that post')}>
          {apps.map((app) => (
            <AppRow key={app.app_id} app={app} isOwner={isOwner} />
          ))}
        </ul>
      )}
      {isOwner && !isOpen && (
        <p className="spaced">
          <Button kind="quiet" onClick={() => open(true)}>
            {t('Trust an app by its key')}
          </Button>
        </p>
      )}
      {isOpen && <TrustAppForm onDone={() => open(false)} />}
    </div>
  )
}

function AppRow({ app, isOwner }: { app: PostingAppJson; isOwner: boolean }) {
  const { app_id, name, standing, trusted_by, last_at, posts } = app
  const change = useChangeApp()
  const isBlocked = standing === 'blocked'
  const words = STANDINGS[standing]
  return (
    <li className="entry">
      <div className="row-words">
        <p className="row-chips">
          <bdi className="row-name">{name}</bdi> {words && <Chip tone="warn">{words}</Chip>}{' '}
          {trusted_by === 'hand' && <Chip>{t('trusted by hand')}</Chip>}
        </p>
        <p className="meta">
          <code>{app_id}</code> · {posts === 1 ? t('one post') : t('{posts} posts', { posts })}
          {last_at && `, ${t('the last one {ago}', { ago: formatAgoInSentence(last_at) })}`}
        </p>
        <ErrorNote error={change.error} />
      </div>
      {isOwner && (
        <div className="row-actions">
          {trusted_by === 'hand' && (
            <Button
              kind="quiet"
              busy={change.isPending}
              aria-label={t('Trust no more: {name}', { name })}
              onClick={() => change.mutate({ app_id, key: null })}
            >
              {t('Trust no more')}
            </Button>
          )}
          <Button
            busy={change.isPending}
            aria-label={`${isBlocked ? t('Unblock') : t('Block')} ${name}`}
            onClick={() => change.mutate({ app_id, blocked: !isBlocked })}
          >
            {isBlocked ? t('Unblock') : t('Block')}
          </Button>
        </div>
      )}
    </li>
  )
}

import type { ShowMetaboostJson } from '#api/contract/metaboost.ts'
import { say, t } from '#client/show/words.ts'
import { Chip } from '#client/ui/chip.tsx'
import { CopyButton } from '#client/ui/copy-button.tsx'

/** The tag by which apps find the address, and whether the feed has it. */
export function FeedTag({ posts, hasFeed }: { posts: ShowMetaboostJson; hasFeed: boolean }) {
  const { tag, reachable, feed, feed_tags } = posts
  return (
    <div className="feed-tag">
      <p>
        {t('Paste this into the channel of your feed, beside its value block')}{' '}
        {feed === 'ours' && <Chip tone="ok">{t('the feed has it')}</Chip>}
        {feed === 'none' && <Chip tone="warn">{t('not in the feed yet')}</Chip>}
        {feed === 'other' && <Chip tone="warn">{t('the feed has another')}</Chip>}
      </p>
      <div className="command">
        <pre className="command-text">{tag}</pre>
        <CopyButton text={tag}>{t('Copy the tag')}</CopyButton>
      </div>
      {feed === 'other' && (
        <p className="meta breaks">
          {say('Apps post to {feedTags} now.', {
            feedTags: <bdi>{feed_tags.map(({ url }) => url).join(', ')}</bdi>,
          })}
        </p>
      )}
      {(feed === 'none' || feed === 'unread') && (
        <p className="meta">
          {hasFeed
            ? t('Readout looks about every hour, and when you read the feed above.')
            : t('Give the feed’s address under Settings, and Readout looks whether it is there.')}
        </p>
      )}
      {!reachable && (
        <div className="source-problem">
          <p>{t('Podcast apps cannot ask this address.')}</p>
          <p className="meta">
            {t(
              'They want https and a name that the whole internet knows. Where Readout has one, give it as PUBLIC_URL; the README says how, under “Behind a proxy”.',
            )}
          </p>
        </div>
      )}
    </div>
  )
}

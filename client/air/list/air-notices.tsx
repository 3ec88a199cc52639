import { useState } from 'react'
import { Link } from 'wouter'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import type { SegmentStore } from '#client/air/store/segment-store.ts'
import { say, t } from '#client/air/words.ts'
import { formatAgoInSentence, formatOnDay, formatSince } from '#client/format/day.ts'
import { formatCount } from '#client/format/sats.ts'
import { Button } from '#client/ui/button.tsx'
import { lazyDialog } from '#client/ui/lazy-dialog.tsx'

const FloorDialog = lazyDialog(() =>
  import('#client/air/list/floor-dialog.tsx').then((file) => file.FloorDialog),
)
const OlderDialog = lazyDialog(() =>
  import('#client/air/list/older-dialog.tsx').then((file) => file.OlderDialog),
)

/** A wallet that was not heard of for so long may be silent rather than the week quiet. */
const SILENT_MS = 24 * 3600 * 1000

type Props = {
  segment: SegmentJson
  store: SegmentStore
  mayEdit: boolean
  /** Its wallets are made up, and nobody waits for them. */
  isDemo: boolean
}

/** Which wallets are silent, what needs a look, what is older, and from when on boosts are taken. */
export function AirNotices({ segment, store, mayEdit, isDemo }: Props) {
  const { wallets, needs_look, older, floor } = segment
  const [open, setOpen] = useState<'older' | 'floor' | null>(null)
  return (
    <>
      <ul className="air-notices">
        {!isDemo && <Wallets wallets={wallets} />}
        {needs_look > 0 && (
          <li>
            <Link href="/needs-look">
              {t('{needsLook, plural, one {# payment needs a look} other {# payments need a look}}', {
                needsLook: needs_look,
              })}
            </Link>
          </li>
        )}
        <li>
          <Beginning segment={segment} />
          {mayEdit && (
            <>
              {' · '}
              <Button kind="quiet" onClick={() => setOpen('floor')}>
                {floor && !segment.previous ? t('Take more') : t('Change')}
                <span className="unseen">{t(': where this segment begins')}</span>
              </Button>
            </>
          )}
        </li>
        {older.count > 0 && (
          <li>
            <Button kind="quiet" onClick={() => setOpen('older')}>
              {older.more
                ? t('{count}+ older boosts are left out', { count: formatCount(older.count) })
                : t('{count, plural, one {# older boost is} other {# older boosts are}} left out', {
                    count: older.count,
                  })}
            </Button>
          </li>
        )}
      </ul>
      {open === 'older' && (
        <OlderDialog
          segment={segment}
          mayEdit={mayEdit}
          onTaken={store.takeAnswer}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'floor' && (
        <FloorDialog segment={segment} onChanged={store.takeAnswer} onClose={() => setOpen(null)} />
      )}
    </>
  )
}

/** From when on boosts are in it; of a first segment also why not from the beginning. */
function Beginning({ segment: { previous, floor, begins_with } }: { segment: SegmentJson }) {
  if (!floor) return t('Boosts from the beginning')
  if (previous) return t('Boosts since {since}', { since: formatSince(floor) })
  return begins_with?.title
    ? say('Your first segment begins with {title}, {day}', {
        title: <bdi>{begins_with.title}</bdi>,
        day: formatOnDay(floor),
      })
    : t('Your first segment begins {day}', { day: formatOnDay(floor) })
}

/** Those that are silent, each by name; in one word that all others report. */
function Wallets({ wallets }: { wallets: SegmentJson['wallets'] }) {
  const silent = wallets.filter(({ last_contact_at }) => isSilent(last_contact_at))
  const heard = wallets.flatMap(({ last_contact_at }) =>
    last_contact_at && !isSilent(last_contact_at) ? last_contact_at : [],
  )
  const [longest] = heard.sort()
  return (
    <>
      {silent.map(({ name, last_contact_at }) => (
        <li key={name} className="is-silent">
          <bdi>{name}</bdi>{' '}
          {last_contact_at
            ? t('was last heard from {ago}', { ago: formatAgoInSentence(last_contact_at) })
            : t('was never heard from')}
        </li>
      ))}
      {longest && (
        <li>
          {t('{count, plural, one {# wallet} other {# wallets}} heard from {ago}', {
            count: heard.length,
            ago: formatAgoInSentence(longest),
          })}
        </li>
      )}
    </>
  )
}

function isSilent(at: string | null): boolean {
  return at === null || Date.now() - Date.parse(at) > SILENT_MS
}

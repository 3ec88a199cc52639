import { useState } from 'react'
import { Link } from 'wouter'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { FloorDialog } from '#client/air/list/floor-dialog.tsx'
import { OlderDialog } from '#client/air/list/older-dialog.tsx'
import type { SegmentStore } from '#client/air/store/segment-store.ts'
import { sayAgo, sayDay } from '#client/format/day.ts'
import { countOf } from '#client/format/sats.ts'
import { Button } from '#client/ui/button.tsx'

/** A wallet that was not heard of for so long may be silent rather than the week quiet. */
const SILENT_MS = 24 * 3600 * 1000

type Props = { segment: SegmentJson; store: SegmentStore; mayEdit: boolean }

/** When each wallet was last heard of, what needs a look, what is older, and from when on boosts are taken. */
export function AirNotices({ segment, store, mayEdit }: Props) {
  const { wallets, needs_look, older, floor } = segment
  const [open, setOpen] = useState<'older' | 'floor' | null>(null)
  return (
    <>
      <ul className="air-notices">
        {wallets.map(({ name, last_contact_at }) => (
          <li key={name} className={isSilent(last_contact_at) ? 'is-silent' : ''}>
            <bdi>{name}</bdi> {last_contact_at ? `heard of ${sayAgo(last_contact_at)}` : 'was never heard of'}
          </li>
        ))}
        {needs_look > 0 && (
          <li>
            <Link href="/needs-look">
              {countOf(needs_look, 'payment needs a look', 'payments need a look')}
            </Link>
          </li>
        )}
        {older.count > 0 && (
          <li>
            <Button kind="quiet" onClick={() => setOpen('older')}>
              {older.count}
              {older.more && '+'} older
            </Button>
          </li>
        )}
        {mayEdit && (
          <li>
            <Button kind="quiet" onClick={() => setOpen('floor')}>
              {floor ? `from ${sayDay(floor)} on` : 'from the beginning'}
            </Button>
          </li>
        )}
      </ul>
      {open === 'older' && (
        <OlderDialog segment={segment} mayEdit={mayEdit} onTaken={store.load} onClose={() => setOpen(null)} />
      )}
      {open === 'floor' && (
        <FloorDialog segment={segment} onChanged={store.load} onClose={() => setOpen(null)} />
      )}
    </>
  )
}

function isSilent(at: string | null): boolean {
  return at === null || Date.now() - Date.parse(at) > SILENT_MS
}

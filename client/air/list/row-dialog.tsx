import { Link } from 'wouter'
import type { SectionKind } from '#api/contract/air/item.ts'
import { stepGroup, toTop } from '#client/air/list/moves.ts'
import { NoteForm } from '#client/air/list/note-form.tsx'
import { type AirRow, type BoostRow, idsOf } from '#client/air/list/rows.ts'
import type { MarkBoosts } from '#client/air/list/use-undo.ts'
import { SECTION_NAMES } from '#client/air/section-names.ts'
import { BoostAmount } from '#client/boost/boost-amount.tsx'
import { UNPROVEN_WORDS } from '#client/boost/detail/explain-claim.ts'
import { formatOnDay } from '#client/format/day.ts'
import { countOf, formatSats } from '#client/format/sats.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { SelectField } from '#client/ui/field.tsx'

type Props = {
  row: BoostRow
  rows: readonly AirRow[]
  /** Null where nothing may be marked. */
  onMark: MarkBoosts | null
  onClose: () => void
}

/** One boost of the running order, with all that can be done with it. */
export function RowDialog({ row, rows, onMark, onClose }: Props) {
  const { boost, group } = row
  const { id, message, supporter, now } = boost
  return (
    <Dialog
      title={
        <>
          <bdi>{supporter.name}</bdi> <BoostAmount boost={boost} />
        </>
      }
      kind="side"
      onClose={onClose}
    >
      <p className="detail-message" dir="auto">
        {message ?? <span className="meta">No message</span>}
      </p>
      {group.history && (
        <p className="meta">
          {countOf(group.history.boost_count, 'boost')} in all, {formatSats(group.history.counted_msat)} sats
          {group.history.last_sent_at && `, the last one ${formatOnDay(group.history.last_sent_at)}`}
        </p>
      )}
      {boost.claim === 'unproven' && <p className="note">{UNPROVEN_WORDS}</p>}
      {now && (
        <p className="note">
          Since it was closed this changed: now {formatSats(now.counted_msat)} sats from{' '}
          <bdi>{now.supporter.name}</bdi>.
        </p>
      )}
      {onMark && <Marks row={row} rows={rows} onMark={onMark} />}
      <p className="air-actions">
        <Link href={`/boosts/${id}`} className="button plain">
          {boost.claim === 'unproven' ? 'What was claimed, attach or dismiss' : 'Payments, split and join'}
        </Link>
        {supporter.id && (
          <Link href={`/supporters/${supporter.id}`} className="button plain">
            Supporter
          </Link>
        )}
      </p>
    </Dialog>
  )
}

/** What hosts can say of it. */
function Marks({ row, rows, onMark }: Pick<Props, 'row' | 'rows'> & { onMark: MarkBoosts }) {
  const { boost, group, section } = row
  const { id, item, supporter } = boost
  const { status, starred, pinned, alone } = item
  const sections = rows.flatMap((one) => (one.kind === 'section' ? one.section : []))
  const put = (wanted: typeof status) => onMark(idsOf(row), { status: status === wanted ? 'unread' : wanted })
  const step = (way: 1 | -1) => {
    const move = stepGroup(sections, group.key, way)
    if (move) onMark([id], { move })
  }
  return (
    <>
      <div className="air-actions">
        <Button aria-pressed={status === 'read'} onClick={() => put('read')}>
          Read
        </Button>
        <Button aria-pressed={status === 'skipped'} onClick={() => put('skipped')}>
          Skip
        </Button>
        <Button aria-pressed={status === 'held'} onClick={() => put('held')}>
          Hold
        </Button>
        <Button aria-pressed={starred} onClick={() => onMark([id], { starred: !starred })}>
          Star
        </Button>
        {section.kind !== 'unproven' && (
          <Button
            aria-pressed={pinned}
            title="First in its section, and read however small it is"
            onClick={() => onMark([id], { pinned: !pinned })}
          >
            Pin
          </Button>
        )}
        {supporter.id && (
          <Button aria-pressed={alone} onClick={() => onMark([id], { alone: !alone })}>
            Read alone
          </Button>
        )}
      </div>
      {section.kind !== 'unproven' && (
        <>
          <div className="air-actions">
            <Button onClick={() => step(-1)}>Move up</Button>
            <Button onClick={() => step(1)}>Move down</Button>
            {group.moved && (
              <Button kind="quiet" onClick={() => onMark([id], { move: null })}>
                Back to its place
              </Button>
            )}
          </div>
          <SelectField
            label="Section"
            value={section.kind}
            onChange={({ target }) => {
              const kind = asSection(target.value)
              if (kind) onMark([id], { move: toTop(kind) })
            }}
          >
            {Object.entries(SECTION_NAMES).map(([kind, name]) => (
              <option key={kind} value={kind}>
                {name}
              </option>
            ))}
          </SelectField>
        </>
      )}
      <NoteForm key={item.version} note={item.note} onSave={(note) => onMark([id], { note })} />
    </>
  )
}

function asSection(name: string): SectionKind | undefined {
  const kinds: SectionKind[] = ['baller', 'boosts', 'fiat', 'member', 'thanks']
  return kinds.find((kind) => kind === name)
}

import { Link } from 'wouter'
import type { SectionKind } from '#api/contract/air/item.ts'
import { stepGroup, toTop } from '#client/air/list/moves.ts'
import { NoteForm } from '#client/air/list/note-form.tsx'
import { type AirRow, type BoostRow, idsOf } from '#client/air/list/rows.ts'
import type { MarkBoosts } from '#client/air/list/use-undo.ts'
import { SECTION_NAMES } from '#client/air/section-names.ts'
import { say, t } from '#client/air/words.ts'
import { BoostAmount } from '#client/boost/boost-amount.tsx'
import { UNPROVEN_WORDS } from '#client/boost/detail/explain-claim.ts'
import { formatOnDay } from '#client/format/day.ts'
import { formatSats } from '#client/format/sats.ts'
import { nameOf } from '#client/format/supporter.ts'
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
          <bdi>{nameOf(supporter)}</bdi> <BoostAmount boost={boost} />
        </>
      }
      kind="side"
      onClose={onClose}
    >
      <p className="detail-message" dir="auto">
        {message ?? <span className="meta">{t('No message')}</span>}
      </p>
      {group.history && (
        <p className="meta">
          {t('{boostCount, plural, one {# boost} other {# boosts}} in all, {amount} sats', {
            boostCount: group.history.boost_count,
            amount: formatSats(group.history.counted_msat),
          })}
          {group.history.last_sent_at &&
            `, ${t('the last one {day}', { day: formatOnDay(group.history.last_sent_at) })}`}
        </p>
      )}
      {boost.claim === 'unproven' && <p className="note">{UNPROVEN_WORDS}</p>}
      {now && (
        <p className="note">
          {say('Since it was closed this changed: now {amount} sats from {name}.', {
            amount: formatSats(now.counted_msat),
            name: <bdi>{nameOf(now.supporter)}</bdi>,
          })}
        </p>
      )}
      {onMark && <Marks row={row} rows={rows} onMark={onMark} />}
      <p className="air-actions">
        <Link href={`/boosts/${id}`} className="button plain">
          {boost.claim === 'unproven'
            ? t('What was claimed, attach or dismiss')
            : t('Payments, split and join')}
        </Link>
        {supporter.id && (
          <Link href={`/supporters/${supporter.id}`} className="button plain">
            {t('Supporter')}
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
          {t('Read')}
        </Button>
        <Button aria-pressed={status === 'skipped'} onClick={() => put('skipped')}>
          {t('Skip')}
        </Button>
        <Button aria-pressed={status === 'held'} onClick={() => put('held')}>
          {t('Hold')}
        </Button>
        <Button aria-pressed={starred} onClick={() => onMark([id], { starred: !starred })}>
          {t('Star')}
        </Button>
        {section.kind !== 'unproven' && (
          <Button
            aria-pressed={pinned}
            title={t('First in its section, and read however small it is')}
            onClick={() => onMark([id], { pinned: !pinned })}
          >
            {t('Pin')}
          </Button>
        )}
        {supporter.id && (
          <Button aria-pressed={alone} onClick={() => onMark([id], { alone: !alone })}>
            {t('Read alone')}
          </Button>
        )}
      </div>
      {section.kind !== 'unproven' && (
        <>
          <div className="air-actions">
            <Button onClick={() => step(-1)}>{t('Move up')}</Button>
            <Button onClick={() => step(1)}>{t('Move down')}</Button>
            {group.moved && (
              <Button kind="quiet" onClick={() => onMark([id], { move: null })}>
                {t('Back to its place')}
              </Button>
            )}
          </div>
          <SelectField
            label={t('Section')}
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

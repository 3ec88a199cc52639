import type { SectionKind } from '#api/contract/air/item.ts'
import type { MarkSet } from '#api/contract/air/mark.ts'
import { allToTop } from '#client/air/list/moves.ts'
import type { BoostRow } from '#client/air/list/rows.ts'
import type { MarkEach } from '#client/air/list/use-undo.ts'
import { SECTION_NAMES } from '#client/air/section-names.ts'
import { countOf } from '#client/format/sats.ts'
import { Button } from '#client/ui/button.tsx'

type Props = {
  selected: readonly BoostRow[]
  mark: (set: MarkSet, said: string) => void
  markEach: MarkEach
  onClose: () => void
}

/** What can be done with several boosts at once. */
export function SelectionBar({ selected, mark, markEach, onClose }: Props) {
  const count = selected.reduce((sum, { under }) => sum + 1 + under.length, 0)
  const boosts = countOf(count, 'boost')
  const isPinned = selected.every(({ boost }) => boost.item.pinned)
  const act = (set: MarkSet, said: string) => {
    mark(set, said)
    onClose()
  }
  const moveTo = (section: SectionKind) => {
    const placed = selected.filter((row) => row.section.kind !== 'unproven')
    const groups = [...new Map(placed.map(({ group }) => [group.key, group])).values()]
    const moves = allToTop(groups, section)
    markEach(
      new Map([...moves].map(([id, move]) => [id, { move }])),
      `${countOf(groups.length, 'turn')} moved to ${SECTION_NAMES[section]}`,
    )
    onClose()
  }
  return (
    <div className="air-selection" role="toolbar" aria-label="What is chosen">
      <strong role="status">{boosts} chosen</strong>
      <Button onClick={() => act({ status: 'read' }, `${boosts} marked read`)}>Read</Button>
      <Button onClick={() => act({ status: 'skipped' }, `${boosts} skipped`)}>Skip</Button>
      <Button onClick={() => act({ status: 'held' }, `${boosts} held for the next segment`)}>Hold</Button>
      <Button
        aria-pressed={isPinned}
        onClick={() => act({ pinned: !isPinned }, `${boosts} ${isPinned ? 'unpinned' : 'pinned'}`)}
      >
        Pin
      </Button>
      <select
        className="input select"
        aria-label="Move to the top of"
        value=""
        onChange={({ target }) => {
          const section = KINDS.find((kind) => kind === target.value)
          if (section) moveTo(section)
        }}
      >
        <option value="">Move to…</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {SECTION_NAMES[kind]}
          </option>
        ))}
      </select>
      <Button kind="quiet" onClick={onClose} aria-label="Choose nothing">
        ✕
      </Button>
    </div>
  )
}

const KINDS: SectionKind[] = ['baller', 'boosts', 'fiat', 'member', 'thanks']

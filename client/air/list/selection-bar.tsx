import type { SectionKind } from '#api/contract/air/item.ts'
import type { MarkSet } from '#api/contract/air/mark.ts'
import { allToTop } from '#client/air/list/moves.ts'
import type { BoostRow } from '#client/air/list/rows.ts'
import type { MarkEach } from '#client/air/list/use-undo.ts'
import { SECTION_NAMES } from '#client/air/section-names.ts'
import { t } from '#client/air/words.ts'
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
  const boosts = t('{count, plural, one {# boost} other {# boosts}}', { count })
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
      t('{count, plural, one {# turn} other {# turns}} moved to {sectionnames}', {
        count: groups.length,
        sectionnames: SECTION_NAMES[section],
      }),
    )
    onClose()
  }
  return (
    <div className="air-selection" role="toolbar" aria-label={t('What is chosen')}>
      <strong role="status">{t('{boosts} chosen', { boosts })}</strong>
      <Button onClick={() => act({ status: 'read' }, t('{boosts} marked read', { boosts }))}>
        {t('Read')}
      </Button>
      <Button onClick={() => act({ status: 'skipped' }, t('{boosts} skipped', { boosts }))}>
        {t('Skip')}
      </Button>
      <Button onClick={() => act({ status: 'held' }, t('{boosts} held for the next segment', { boosts }))}>
        {t('Hold')}
      </Button>
      <Button
        aria-pressed={isPinned}
        onClick={() =>
          act(
            { pinned: !isPinned },
            isPinned ? t('{boosts} unpinned', { boosts }) : t('{boosts} pinned', { boosts }),
          )
        }
      >
        {t('Pin')}
      </Button>
      <select
        className="input select"
        aria-label={t('Move to the top of')}
        value=""
        onChange={({ target }) => {
          const section = KINDS.find((kind) => kind === target.value)
          if (section) moveTo(section)
        }}
      >
        <option value="">{t('Move to…')}</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {SECTION_NAMES[kind]}
          </option>
        ))}
      </select>
      <Button kind="quiet" onClick={onClose} aria-label={t('Choose nothing')}>
        ✕
      </Button>
    </div>
  )
}

const KINDS: SectionKind[] = ['baller', 'boosts', 'fiat', 'member', 'thanks']

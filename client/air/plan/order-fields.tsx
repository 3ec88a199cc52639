import type { GroupOrder, Plan } from '#api/contract/air/plan.ts'
import { SECTION_NAMES } from '#client/air/section-names.ts'
import { t } from '#client/air/words.ts'
import { SelectField } from '#client/ui/field.tsx'

const KINDS: (keyof Plan['order'])[] = ['baller', 'boosts', 'fiat', 'member', 'thanks']

/** Who comes first in each section. */
export function OrderFields({
  order,
  onChange,
}: {
  order: Plan['order']
  onChange: (order: Plan['order']) => void
}) {
  return KINDS.map((kind) => (
    <SelectField
      key={kind}
      label={SECTION_NAMES[kind]}
      value={order[kind]}
      onChange={({ target }) => onChange({ ...order, [kind]: asOrder(target.value) })}
    >
      <option value="largest">{t('Largest first')}</option>
      <option value="arrival">{t('In order of arrival')}</option>
    </SelectField>
  ))
}

function asOrder(value: string): GroupOrder {
  return value === 'largest' ? 'largest' : 'arrival'
}

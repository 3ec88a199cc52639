import type { AirSettingsAnswer, AirSettingsPatch, GroupOrder } from '#api/contract/air/settings.ts'
import { SECTION_NAMES } from '#client/air/section-names.ts'
import { MarksForm } from '#client/air/settings/marks-form.tsx'
import { CheckField, SelectField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

type Props = { settings: AirSettingsAnswer; slug: string; onSave: (patch: AirSettingsPatch) => void }

/** Who is taken together, what is a baller boost, and who comes first. */
export function OrderForm({ settings: { together, order, unproven }, slug, onSave }: Props) {
  return (
    <Section title="Order">
      <div className="form">
        <CheckField
          label="Take a supporter’s boosts together"
          hint="Their sum then decides the section. Off: each boost is read by itself."
          checked={together}
          onChange={({ target }) => onSave({ together: target.checked })}
        />
        <MarksForm slug={slug} />
        <SelectField
          label="Boosts not seen in a wallet of yours"
          hint="What apps or notes claim and no wallet has received. It is in no sum."
          value={unproven}
          onChange={({ target }) => onSave({ unproven: asUnproven(target.value) })}
        >
          <option value="shown">In a section of their own, below the others</option>
          <option value="read">Among the others, by what they claim</option>
          <option value="hidden">Nowhere on air</option>
        </SelectField>
        {kindsOf(order).map((kind) => (
          <SelectField
            key={kind}
            label={SECTION_NAMES[kind]}
            value={order[kind]}
            onChange={({ target }) => onSave({ order: { ...order, [kind]: asOrder(target.value) } })}
          >
            <option value="largest">Largest first</option>
            <option value="arrival">In order of arrival</option>
          </SelectField>
        ))}
      </div>
    </Section>
  )
}

function kindsOf(order: AirSettingsAnswer['order']): (keyof AirSettingsAnswer['order'])[] {
  const all: (keyof AirSettingsAnswer['order'])[] = ['baller', 'boosts', 'fiat', 'member', 'thanks']
  return all.filter((kind) => kind in order)
}

function asUnproven(value: string): AirSettingsAnswer['unproven'] {
  return value === 'read' || value === 'hidden' ? value : 'shown'
}

function asOrder(value: string): GroupOrder {
  return value === 'largest' ? 'largest' : 'arrival'
}

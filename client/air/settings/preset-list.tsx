import type { AirSettingsAnswer, AirSettingsPatch } from '#api/contract/air/settings.ts'
import { formatPlan } from '#client/air/plan/format-plan.ts'
import { t } from '#client/air/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Section } from '#client/ui/head.tsx'

type Props = { settings: AirSettingsAnswer; onSave: (patch: AirSettingsPatch) => void }

/** The plans that the show keeps; they are made where a segment is planned. */
export function PresetList({ settings: { presets }, onSave }: Props) {
  return (
    <Section title={t('Plans')}>
      {presets.length === 0 && (
        <p className="hint">
          {t(
            'Plans to choose from for a segment are kept under On air, Plan: a long evening, a short one, only large ones.',
          )}
        </p>
      )}
      <ul className="air-rules">
        {presets.map(({ name, plan }) => (
          <li key={name}>
            <bdi>{name}</bdi>
            <span className="meta">{formatPlan(plan)}</span>
            <Button
              kind="quiet"
              onClick={() => onSave({ presets: presets.filter((one) => one.name !== name) })}
            >
              {t('Remove')}
              <span className="unseen"> {name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}

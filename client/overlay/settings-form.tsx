import { useState } from 'react'
import { RuleFields } from '#client/overlay/rule-fields.tsx'
import type { Medium, Rule, Settings } from '#client/overlay/use-overlays.ts'
import { t } from '#client/overlay/words.ts'
import { Button } from '#client/ui/button.tsx'
import { CheckField, TextField } from '#client/ui/field.tsx'

const NEW_RULE: Rule = {
  from_sats: null,
  to_sats: null,
  words: null,
  sound: 'chime',
  image: 'artwork',
  say: false,
  seconds: 8,
}

/** What an overlay shows, and by which rules; kept with a button, so that nothing moves on air while it is thought about. */
export function SettingsForm({
  settings,
  media,
  isBusy,
  onSave,
}: {
  settings: Settings
  media: Medium[]
  isBusy: boolean
  onSave: (settings: Settings) => void
}) {
  const [wanted, want] = useState(settings)
  const set = (patch: Partial<Settings>) => want({ ...wanted, ...patch })
  const { alerts, goals, ticker, leaderboard, moderated, autos, messages, accent, rules } = wanted
  const setRule = (at: number, rule: Rule) => set({ rules: rules.with(at, rule) })
  return (
    <div className="form">
      <CheckField
        label={t('Boosts as they come')}
        hint={t('Only what a wallet received; never streams, nor what was claimed and not received.')}
        checked={alerts}
        onChange={({ target }) => set({ alerts: target.checked })}
      />
      {alerts && (
        <>
          <CheckField
            label={t('Only what we let through')}
            hint={t('Each boost waits in the queue until one of you lets it through or skips it.')}
            checked={moderated}
            onChange={({ target }) => set({ moderated: target.checked })}
          />
          <CheckField
            label={t('Their messages')}
            hint={t(
              'Names and amounts follow the choices of the public page. Hidden ones and those of the team never appear.',
            )}
            checked={messages}
            onChange={({ target }) => set({ messages: target.checked })}
          />
          <CheckField
            label={t('Boosts by schedule too')}
            checked={autos}
            onChange={({ target }) => set({ autos: target.checked })}
          />
        </>
      )}
      <CheckField
        label={t('Goals, and a celebration when one is reached')}
        checked={goals}
        onChange={({ target }) => set({ goals: target.checked })}
      />
      <CheckField
        label={t('A line with the month’s sum and the last supporter')}
        checked={ticker}
        onChange={({ target }) => set({ ticker: target.checked })}
      />
      <CheckField
        label={t('Who gave most this month')}
        checked={leaderboard}
        onChange={({ target }) => set({ leaderboard: target.checked })}
      />
      <TextField
        label={t('Colour')}
        type="color"
        value={accent}
        onChange={({ target }) => set({ accent: target.value })}
      />
      {alerts && (
        <fieldset className="overlay-rules">
          <legend>{t('How boosts are shown')}</legend>
          <p className="hint">
            {t(
              'Readout goes through the rules from above: the first that fits a boost says how it is shown. A boost that no rule fits is not shown.',
            )}
          </p>
          {rules.map((rule, at) => (
            <RuleFields
              // biome-ignore lint/suspicious/noArrayIndexKey: rules are their order
              key={at}
              name={t('Rule {number}', { number: at + 1 })}
              rule={rule}
              media={media}
              onChange={(changed) => setRule(at, changed)}
              onRemove={() => set({ rules: rules.toSpliced(at, 1) })}
              onUp={at === 0 ? null : () => set({ rules: rules.toSpliced(at, 1).toSpliced(at - 1, 0, rule) })}
            />
          ))}
          <Button disabled={rules.length >= 20} onClick={() => set({ rules: [...rules, NEW_RULE] })}>
            {t('Another rule')}
          </Button>
        </fieldset>
      )}
      <Button busy={isBusy} onClick={() => onSave(wanted)}>
        {t('Save what it shows')}
      </Button>
    </div>
  )
}

import { useState } from 'react'
import type { Happening, SendingCondition } from '#api/contract/outgoing/rule.ts'
import { onSubmit, readForm } from '#client/lib/form.ts'
import { BoostFields } from '#client/outgoing/rule/boost-fields.tsx'
import { FactFields } from '#client/outgoing/rule/fact-fields.tsx'
import { HAPPENINGS, isFact } from '#client/outgoing/rule/format-rule.ts'
import { Tried } from '#client/outgoing/rule/tried.tsx'
import { type Rule, useChangeRule, useMakeRule, useTryRule, type Way } from '#client/outgoing/use-outgoing.ts'
import { t } from '#client/outgoing/words.ts'
import { useOwnShows } from '#client/show/use-shows.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { FormActions } from '#client/ui/form-actions.tsx'
import { ShowOptions } from '#client/ui/options.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Makes a rule or changes one, and tries it on past boosts before. */
export function RuleForm({
  ways,
  rule = null,
  onDone,
}: {
  ways: readonly Way[]
  rule?: Rule | null
  onDone: () => void
}) {
  const shows = useOwnShows()
  const [event, setEvent] = useState<Happening>(rule?.event ?? 'arrived')
  const [first, setFirst] = useState(rule?.condition.first ?? false)
  const make = useMakeRule()
  const change = useChangeRule()
  const trial = useTryRule()
  const read = (fields: Record<string, string>) => ({
    event,
    show: fields.show || null,
    condition: { ...conditionOf(fields), first: !isFact(event) && first },
  })
  const onSuccess = () => {
    toast(
      rule
        ? t('The rule is changed. It tells of what happens from now on.')
        : t('The rule is on. It tells of what happens from now on.'),
    )
    onDone()
  }
  const save = (fields: Record<string, string>) => {
    const body = { ...read(fields), way: fields.way ?? '' }
    if (rule) change.mutate({ id: rule.id, body }, { onSuccess })
    else make.mutate(body, { onSuccess })
  }
  return (
    <form
      className="form"
      aria-label={rule ? t('Change the rule') : t('A new rule')}
      onChange={() => trial.reset()}
      onSubmit={onSubmit(save)}
    >
      <SelectField
        label={t('When')}
        value={event}
        onChange={({ target }) => setEvent(asHappening(target.value))}
      >
        {Object.entries(HAPPENINGS).map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </SelectField>
      <SelectField label={t('For')} name="show" key={shows.length} defaultValue={rule?.show?.slug ?? ''}>
        <option value="">{t('any show')}</option>
        <ShowOptions shows={shows} />
      </SelectField>
      {isFact(event) ? (
        <FactFields event={event} condition={rule?.condition ?? null} />
      ) : (
        <BoostFields condition={rule?.condition ?? null} first={first} onFirst={setFirst} />
      )}
      <SelectField label={t('Then tell')} name="way" defaultValue={rule?.way ?? ''}>
        {ways.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </SelectField>
      <ErrorNote error={make.error ?? change.error ?? trial.error} />
      {trial.data && <Tried tried={trial.data} />}
      <FormActions
        submit={rule ? t('Save the rule') : t('Make the rule')}
        busy={make.isPending || change.isPending}
        onCancel={onDone}
      >
        <Button
          busy={trial.isPending}
          onClick={({ currentTarget }) =>
            currentTarget.form && trial.mutate(read(readForm(currentTarget.form)))
          }
        >
          {isFact(event) ? t('Try it on the past') : t('Try it on past boosts')}
        </Button>
      </FormActions>
    </form>
  )
}

/** What is not asked for is as it is by default. */
function conditionOf(fields: Record<string, string>): Omit<Partial<SendingCondition>, 'first'> {
  return {
    action: asAction(fields.action),
    min_sats: readCount(fields.min_sats) ?? null,
    max_sats: readCount(fields.max_sats) ?? null,
    app: fields.app || null,
    from: fields.from || null,
    words: fields.words || null,
    remote: fields.remote === 'theirs' || fields.remote === 'ours' ? fields.remote : null,
    counts: fields.counts === 'sats' ? 'sats' : 'boosts',
    every: readCount(fields.every) ?? 1000,
    hours: readCount(fields.hours) ?? 1,
  }
}

function asHappening(value: string): Happening {
  return isHappening(value) ? value : 'arrived'
}

function isHappening(value: string): value is Happening {
  return Object.hasOwn(HAPPENINGS, value)
}

function asAction(value: string | undefined): 'boost' | 'auto' | null {
  return value === 'boost' || value === 'auto' ? value : null
}

function readCount(value: string | undefined): number | undefined {
  return value ? Number(value) : undefined
}

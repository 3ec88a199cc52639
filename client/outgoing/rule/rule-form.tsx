import { useState } from 'react'
import type { Happening } from '#api/contract/outgoing.ts'
import { BoostAmount } from '#client/boost/boost-amount.tsx'
import { formatDay } from '#client/format/day.ts'
import { onSubmit, readForm } from '#client/lib/form.ts'
import { formatTried, HAPPENINGS } from '#client/outgoing/rule/format-rule.ts'
import { useMakeRule, useTryRule, type Way } from '#client/outgoing/use-outgoing.ts'
import { useOwnShows } from '#client/show/use-shows.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { CheckField, SelectField, TextField } from '#client/ui/field.tsx'
import { ShowOptions } from '#client/ui/options.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Makes a rule, and tries it on past boosts before. */
export function RuleForm({ ways, onDone }: { ways: readonly Way[]; onDone: () => void }) {
  const shows = useOwnShows()
  const [first, setFirst] = useState(false)
  const make = useMakeRule()
  const trial = useTryRule()
  const read = (fields: Record<string, string>) => ({
    event: asHappening(fields.event),
    show: fields.show || null,
    condition: {
      action: asAction(fields.action),
      min_sats: readSats(fields.min_sats),
      max_sats: readSats(fields.max_sats),
      app: fields.app || null,
      from: fields.from || null,
      words: fields.words || null,
      first,
    },
  })
  return (
    <form
      className="form"
      aria-label="A new rule"
      onChange={() => trial.reset()}
      onSubmit={onSubmit((fields) =>
        make.mutate(
          { ...read(fields), way: fields.way ?? '' },
          {
            onSuccess: () => {
              toast('The rule is on. It tells of what happens from now on.')
              onDone()
            },
          },
        ),
      )}
    >
      <SelectField label="When" name="event">
        {Object.entries(HAPPENINGS).map(([event, words]) => (
          <option key={event} value={event}>
            {words}
          </option>
        ))}
      </SelectField>
      <SelectField label="For" name="show">
        <option value="">any show</option>
        <ShowOptions shows={shows} />
      </SelectField>
      <SelectField label="Kind" name="action">
        <option value="">boosts by hand and by schedule</option>
        <option value="boost">boosts by hand</option>
        <option value="auto">boosts by schedule</option>
      </SelectField>
      <TextField
        label="From so many sats"
        name="min_sats"
        inputMode="numeric"
        pattern="[0-9]{1,15}"
        optional
      />
      <TextField
        label="Up to so many sats"
        name="max_sats"
        inputMode="numeric"
        pattern="[0-9]{1,15}"
        optional
      />
      <TextField label="Sent by" name="from" hint="The supporter’s name" maxLength={200} optional />
      <TextField label="With the app" name="app" maxLength={200} optional />
      <TextField label="With these words in the message" name="words" maxLength={200} optional />
      <CheckField
        label="Only the supporter’s first boost to the show"
        checked={first}
        onChange={({ target }) => setFirst(target.checked)}
      />
      <SelectField label="Then tell" name="way">
        {ways.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </SelectField>
      <ErrorNote error={make.error ?? trial.error} />
      {trial.data && (
        <div role="status">
          <p>{formatTried(trial.data.times)}</p>
          {trial.data.last.length > 0 && (
            <ul className="plain-list" aria-label="The last of them">
              {trial.data.last.map((boost) => (
                <li key={boost.id}>
                  <bdi>{boost.supporter.name}</bdi> <BoostAmount boost={boost} unit />{' '}
                  <span className="meta">{formatDay(boost.sent_at)}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      <div className="row-actions">
        <Button type="submit" busy={make.isPending}>
          Make the rule
        </Button>
        <Button
          busy={trial.isPending}
          onClick={({ currentTarget }) =>
            currentTarget.form && trial.mutate(read(readForm(currentTarget.form)))
          }
        >
          Try it on past boosts
        </Button>
        <Button kind="quiet" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

function asHappening(value: string | undefined): Happening {
  return value === 'reported' || value === 'read' ? value : 'arrived'
}

function asAction(value: string | undefined): 'boost' | 'auto' | null {
  return value === 'boost' || value === 'auto' ? value : null
}

function readSats(value: string | undefined): number | null {
  return value ? Number(value) : null
}

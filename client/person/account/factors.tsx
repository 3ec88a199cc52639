import { say, t } from '#client/person/words.ts'
import '#client/style/factors.css'
import { formatAgo, formatDay } from '#client/format/day.ts'
import type { AnswerOf } from '#client/lib/api-types.ts'
import { onSubmit } from '#client/lib/form.ts'
import { CodeAppForm } from '#client/person/account/code-app-form.tsx'
import { useChangeFactors, useFactors } from '#client/person/account/use-factors.ts'
import { hasPasskeys } from '#client/person/factor/passkey.ts'
import { Button } from '#client/ui/button.tsx'
import { CopyButton } from '#client/ui/copy-button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { Table } from '#client/ui/table.tsx'

type Factors = AnswerOf<'get', '/auth/factors'>
type Change = ReturnType<typeof useChangeFactors>

/** The second factor: passkeys, an app that shows codes, and the codes for when both are lost. */
export function Factors() {
  const { data, isPending, error } = useFactors()
  const change = useChangeFactors()
  const faults = [
    change.removePasskey.error,
    change.removeApp.error,
    change.makeCodes.error,
    change.beginApp.error,
  ]
  return (
    <Section title={t('Second factor')} meta={data && describe(data)}>
      <ErrorNote error={error ?? faults.find(Boolean)} />
      {isPending && <Skeleton rows={2} />}
      {change.codes && <RecoveryCodes codes={change.codes} />}
      {data && (
        <>
          <Passkeys factors={data} change={change} />
          <CodeApp factors={data} change={change} />
          {(data.passkeys.length > 0 || data.code_app_since !== null) && (
            <p className="spaced">
              {data.recovery_codes_left === 0
                ? `${t('No recovery code is left.')} `
                : `${t('{recoveryCodesLeft, plural, one {# recovery code is} other {# recovery codes are}} left.', { recoveryCodesLeft: data.recovery_codes_left })} `}
              <Button
                kind="quiet"
                busy={change.makeCodes.isPending}
                onClick={() => change.makeCodes.mutate()}
              >
                {t('Make new ones')}
              </Button>
            </p>
          )}
        </>
      )}
    </Section>
  )
}

function describe({ passkeys, code_app_since, demanded }: Factors): string {
  if (passkeys.length > 0 || code_app_since !== null) return t('asked for beside the password')
  return demanded ? t('your role needs one') : t('none yet: who knows your password comes in')
}

function Passkeys({ factors, change }: { factors: Factors; change: Change }) {
  const { passkeys, passkeys_possible } = factors
  const isPossible = passkeys_possible && hasPasskeys()
  return (
    <>
      {passkeys.length > 0 && (
        <Table
          caption={t('Your passkeys')}
          rows={passkeys}
          keyOf={({ id }) => id}
          columns={[
            { title: t('Passkey'), cell: ({ name }) => <strong dir="auto">{name}</strong> },
            { title: t('Made'), cell: ({ created_at }) => formatAgo(created_at) },
            {
              title: t('Last used'),
              cell: ({ last_used_at }) => (last_used_at ? formatAgo(last_used_at) : t('not yet')),
            },
            {
              title: t('Remove'),
              bare: true,
              align: 'end',
              cell: ({ id, name }) => (
                <Button
                  kind="quiet"
                  aria-label={t('Remove the passkey {name}', { name })}
                  onClick={() => change.removePasskey.mutate(id)}
                >
                  {t('Remove')}
                </Button>
              ),
            },
          ]}
        />
      )}
      {isPossible ? (
        <form
          className="form row"
          onSubmit={onSubmit(({ name = '' }, form) =>
            change.addPasskey.mutate(name, { onSuccess: () => form.reset() }),
          )}
        >
          <TextField
            label={t('Name of a new passkey')}
            name="name"
            required
            maxLength={100}
            autoComplete="off"
            defaultValue={factors.browser}
          />
          <Button type="submit" busy={change.addPasskey.isPending}>
            {t('Add a passkey')}
          </Button>
          <ErrorNote error={change.addPasskey.error} />
        </form>
      ) : (
        <p className="hint">
          {t(
            'Passkeys need Readout to be open at its name, over https or on this machine. An app that shows codes works everywhere.',
          )}
        </p>
      )}
    </>
  )
}

function CodeApp({ factors: { code_app_since }, change }: { factors: Factors; change: Change }) {
  if (code_app_since !== null)
    return (
      <p className="spaced">
        {t('An app shows codes since {day}.', { day: formatDay(code_app_since) })}{' '}
        <Button kind="quiet" busy={change.removeApp.isPending} onClick={() => change.removeApp.mutate()}>
          {t('Remove it')}
        </Button>
      </p>
    )
  if (change.beginApp.data)
    return (
      <CodeAppForm
        app={change.beginApp.data}
        isBusy={change.addApp.isPending}
        error={change.addApp.error}
        onCode={(code) => change.addApp.mutate(code)}
      />
    )
  return (
    <p className="spaced">
      <Button busy={change.beginApp.isPending} onClick={() => change.beginApp.mutate()}>
        {t('Add an app that shows codes')}
      </Button>
    </p>
  )
}

function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  return (
    <div className="shown-once" role="status">
      <p>
        {say(
          '{strong} Keep them where your phone is not: each lets you in once, where passkey and app are lost.',
          { strong: <strong>{t('Your recovery codes.')}</strong> },
        )}
      </p>
      <ul className="recovery-codes mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <CopyButton text={codes.join('\n')}>{t('Copy them')}</CopyButton>
      <p className="hint">{t('They are shown only here and only once.')}</p>
    </div>
  )
}

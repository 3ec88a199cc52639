import { useState } from 'react'
import { formatInstant } from '#client/format/day.ts'
import { useChangeWay, useRemoveWay, useTestWay, useWays, type Way } from '#client/outgoing/use-outgoing.ts'
import { formatWay } from '#client/outgoing/way/format-way.ts'
import { WayForm } from '#client/outgoing/way/way-form.tsx'
import { t } from '#client/outgoing/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Confirm } from '#client/ui/confirm.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { ShownOnce } from '#client/ui/shown-once.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** Ways out, how they do, and how a new one is made. */
export function WayList() {
  const list = useWays()
  const [isOpen, open] = useState(false)
  const [made, setMade] = useState<{ name: string; signing_secret: string | null } | null>(null)
  return (
    <Section title={t('Ways out')} meta={t('To a chat, a mailbox, a phone, the studio')}>
      <ErrorNote error={list.error} />
      {list.isPending && <Skeleton rows={2} />}
      {list.data?.length === 0 && !isOpen && (
        <Empty
          step={
            <Button kind="primary" onClick={() => open(true)}>
              {t('New way out')}
            </Button>
          }
        >
          {t(
            'Matrix, Mastodon, Discord, Telegram, Slack, ntfy or any webhook; mail, Nostr, OSC, and sounds in the studio.',
          )}
        </Empty>
      )}
      <ul className="entries" aria-label={t('Ways out')}>
        {list.data?.map((way) => (
          <Row key={way.name} way={way} />
        ))}
      </ul>
      {made?.signing_secret && (
        <ShownOnce
          label={t('What {name} checks signatures with', { name: made.name })}
          secret={made.signing_secret}
        >
          {t('Copy it now: it is shown only here and only once.')}
        </ShownOnce>
      )}
      {isOpen && <WayForm onMade={setMade} onDone={() => open(false)} />}
      {!isOpen && list.data && list.data.length > 0 && (
        <Button onClick={() => open(true)}>{t('New way out')}</Button>
      )}
    </Section>
  )
}

function Row({ way }: { way: Way }) {
  const { name, settings, per_minute, active, waiting, failures, next_at } = way
  const test = useTestWay(name)
  const turn = useChangeWay(name)
  const remove = useRemoveWay(name)
  const [isAsking, ask] = useState(false)
  const [isChanging, setChanging] = useState(false)
  if (isChanging)
    return (
      <li className="entry">
        <WayForm way={way} onDone={() => setChanging(false)} />
      </li>
    )
  return (
    <li className="entry">
      <div className="row-words">
        <p>
          <bdi className="row-name">{name}</bdi> {!active && <Chip>{t('off')}</Chip>}
        </p>
        <p className="meta">
          <bdi>{formatWay(settings)}</bdi> ·{' '}
          {per_minute === null
            ? t('as fast as it takes them')
            : t('at most {perMinute} a minute', { perMinute: per_minute })}
          {waiting > 0 && ` · ${waiting === 1 ? t('1 waits') : t('{waiting} wait', { waiting })}`}
        </p>
        {failures > 0 && next_at && (
          <p className="source-problem">
            {t(
              'Not reached in {failures, plural, one {# try} other {# tries}}. All waits in its order, and is tried again {when}.',
              { failures, when: formatInstant(next_at) },
            )}
          </p>
        )}
        {test.data && (
          <p role="status">
            {test.data.ok ? `${t('The test was taken:')} ` : `${t('The test was not taken:')} `}
            <bdi>{test.data.answer}</bdi>
          </p>
        )}
        <ErrorNote error={test.error ?? turn.error ?? remove.error} />
      </div>
      <div className="row-actions">
        <Button
          kind="quiet"
          busy={test.isPending}
          aria-label={t('Send a test to {name}', { name })}
          onClick={() => test.mutate()}
        >
          {t('Send a test')}
        </Button>
        <Button kind="quiet" aria-label={t('Change {name}', { name })} onClick={() => setChanging(true)}>
          {t('Change')}
        </Button>
        <Button
          kind="quiet"
          busy={turn.isPending}
          aria-label={active ? t('Turn off {name}', { name }) : t('Turn on {name}', { name })}
          onClick={() => turn.mutate({ kind: settings.kind, active: !active })}
        >
          {active ? t('Turn off') : t('Turn on')}
        </Button>
        <Button kind="quiet" aria-label={t('Remove {name}', { name })} onClick={() => ask(true)}>
          {t('Remove')}
        </Button>
      </div>
      {isAsking && (
        <Confirm
          title={t('Remove {name}?', { name })}
          yes={t('Remove it')}
          onYes={() => remove.mutate()}
          onClose={() => ask(false)}
        >
          {t('Its rules go with it, what waits for it is not sent, and its part of the log is gone.')}
        </Confirm>
      )}
    </li>
  )
}

import { useState } from 'react'
import { formatInstant } from '#client/format/day.ts'
import { countOf } from '#client/format/sats.ts'
import { useChangeWay, useRemoveWay, useTestWay, useWays, type Way } from '#client/outgoing/use-outgoing.ts'
import { formatWay } from '#client/outgoing/way/format-way.ts'
import { WayForm } from '#client/outgoing/way/way-form.tsx'
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
    <Section title="Ways out" meta="To a chat, a mailbox, a phone, the studio">
      <ErrorNote error={list.error} />
      {list.isPending && <Skeleton rows={2} />}
      {list.data?.length === 0 && !isOpen && (
        <Empty
          step={
            <Button kind="primary" onClick={() => open(true)}>
              New way out
            </Button>
          }
        >
          Matrix, Mastodon, Discord, Telegram, Slack, ntfy or any webhook; mail, Nostr, OSC, and sounds in the
          studio.
        </Empty>
      )}
      <ul className="entries" aria-label="Ways out">
        {list.data?.map((way) => (
          <Row key={way.name} way={way} />
        ))}
      </ul>
      {made?.signing_secret && (
        <ShownOnce label={`What ${made.name} checks signatures with`} secret={made.signing_secret}>
          Copy it now: it is shown only here and only once.
        </ShownOnce>
      )}
      {isOpen && <WayForm onMade={setMade} onDone={() => open(false)} />}
      {!isOpen && list.data && list.data.length > 0 && (
        <Button onClick={() => open(true)}>New way out</Button>
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
          <bdi className="row-name">{name}</bdi> {!active && <Chip>off</Chip>}
        </p>
        <p className="meta">
          <bdi>{formatWay(settings)}</bdi> ·{' '}
          {per_minute === null ? 'as fast as it takes them' : `at most ${per_minute} a minute`}
          {waiting > 0 && ` · ${waiting === 1 ? '1 waits' : `${waiting} wait`}`}
        </p>
        {failures > 0 && next_at && (
          <p className="source-problem">
            Not reached in {countOf(failures, 'try', 'tries')}. All waits in its order, and is tried again{' '}
            {formatInstant(next_at)}.
          </p>
        )}
        {test.data && (
          <p role="status">
            {test.data.ok ? 'The test was taken: ' : 'The test was not taken: '}
            <bdi>{test.data.answer}</bdi>
          </p>
        )}
        <ErrorNote error={test.error ?? turn.error ?? remove.error} />
      </div>
      <div className="row-actions">
        <Button
          kind="quiet"
          busy={test.isPending}
          aria-label={`Send a test to ${name}`}
          onClick={() => test.mutate()}
        >
          Send a test
        </Button>
        <Button kind="quiet" aria-label={`Change ${name}`} onClick={() => setChanging(true)}>
          Change
        </Button>
        <Button
          kind="quiet"
          busy={turn.isPending}
          aria-label={`Turn ${active ? 'off' : 'on'} ${name}`}
          onClick={() => turn.mutate({ kind: settings.kind, active: !active })}
        >
          {active ? 'Turn off' : 'Turn on'}
        </Button>
        <Button kind="quiet" aria-label={`Remove ${name}`} onClick={() => ask(true)}>
          Remove
        </Button>
      </div>
      {isAsking && (
        <Confirm
          title={`Remove ${name}?`}
          yes="Remove it"
          onYes={() => remove.mutate()}
          onClose={() => ask(false)}
        >
          Its rules go with it, what waits for it is not sent, and its part of the log is gone.
        </Confirm>
      )}
    </li>
  )
}

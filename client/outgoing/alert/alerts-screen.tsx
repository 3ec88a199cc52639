import { say, t } from '#client/outgoing/words.ts'
import '#client/style/shows.css'
import '#client/style/sources.css'
import { useState } from 'react'
import { useStore } from '#client/lib/store.ts'
import {
  isMuted,
  isPlaying,
  midiPort,
  playingNow,
  trouble,
  volume,
  waiting,
} from '#client/outgoing/alert/alert-state.ts'
import { listMidiPorts, playNote } from '#client/outgoing/alert/midi.ts'
import { playSound, stopAlerts } from '#client/outgoing/alert/play-alerts.ts'
import { useSounds } from '#client/outgoing/use-outgoing.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { CheckField, SelectField } from '#client/ui/field.tsx'
import { Head, Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** What this page plays when a boost comes: sounds and MIDI, as the rules of what goes out say. */
export default function AlertsScreen() {
  const on = useStore(isPlaying)
  const muted = useStore(isMuted)
  const loud = useStore(volume)
  const problem = useStore(trouble)
  const now = useStore(playingNow)
  const next = useStore(waiting)
  return (
    <>
      <Head title={t('Alerts')} meta={t('Sounds and MIDI of this page, when a boost comes')} />
      <Section title={t('This page')}>
        <div className="form">
          <CheckField
            label={t('Play alerts in this tab')}
            hint={t(
              'Also while another screen of the studio is open in it. One tab is enough: each that is on plays.',
            )}
            checked={on}
            onChange={({ target }) => isPlaying.set(target.checked)}
          />
          <CheckField
            label={t('Mute')}
            hint={t('What comes meanwhile is not played later.')}
            checked={muted}
            onChange={({ target }) => isMuted.set(target.checked)}
          />
          <SelectField
            label={t('How loud')}
            value={loud}
            onChange={({ target }) => volume.set(asVolume(target.value))}
          >
            <option value="100">{t('all of it')}</option>
            <option value="70">70 %</option>
            <option value="40">40 %</option>
            <option value="20">20 %</option>
          </SelectField>
        </div>
        {problem && (
          <p className="source-problem" role="alert">
            {problem}
          </p>
        )}
        {on && (
          <p className="meta" role="status">
            {now ? say('Now: {now}', { now: <bdi>{now}</bdi> }) : t('Nothing is played at the moment.')}
            {next.length > 0 &&
              ` ${next.length === 1 ? t('1 waits') : t('{count} wait', { count: next.length })}.`}
          </p>
        )}
        {(now !== null || next.length > 0) && (
          <Button onClick={stopAlerts}>{t('Stop and leave out the rest')}</Button>
        )}
      </Section>
      <Sounds />
      <Midi />
    </>
  )
}

function Sounds() {
  const list = useSounds()
  return (
    <Section title={t('Sounds')} meta={t('An owner adds them, with a rule, under What goes out')}>
      <ErrorNote error={list.error} />
      {list.isPending && <Skeleton rows={2} />}
      {list.data?.length === 0 && <Empty>{t('There is no sound yet.')}</Empty>}
      <ul className="entries" aria-label={t('Sounds')}>
        {list.data?.map(({ id, name }) => (
          <li className="entry" key={id}>
            <p className="row-words">
              <bdi className="row-name">{name}</bdi>
            </p>
            <div className="row-actions">
              <Button kind="quiet" aria-label={t('Play {name}', { name })} onClick={() => void playSound(id)}>
                {t('Play')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Midi() {
  const port = useStore(midiPort)
  const [ports, setPorts] = useState<string[] | null | undefined>(undefined)
  const [said, say] = useState('')
  const look = async () => setPorts(await listMidiPorts())
  const names = [...new Set([...(port === '' ? [] : [port]), ...(ports ?? [])])]
  const test = async () => {
    const isThere = await playNote({ channel: 1, note: 60, velocity: 100, ms: 500 }, port)
    say(isThere ? 'A middle C was sent on channel 1.' : 'This port is not there now.')
  }
  return (
    <Section title={t('MIDI')} meta={t('To a mixer, a light desk or a sampler at this machine')}>
      {ports === null && (
        <p className="source-problem" role="alert">
          {t(
            'This browser has no MIDI for this page, or was told not to give it. Chrome, Edge and Firefox have it, on pages over https or of the same machine.',
          )}
        </p>
      )}
      {ports?.length === 0 && <Empty>{t('Nothing that takes MIDI is connected to this machine.')}</Empty>}
      {(port !== '' || (ports?.length ?? 0) > 0) && (
        <div className="form">
          <SelectField
            label={t('Send to')}
            value={port}
            onChange={({ target }) => midiPort.set(target.value)}
          >
            <option value="">{t('nothing')}</option>
            {names.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </SelectField>
        </div>
      )}
      <p className="meta" role="status">
        {said || t('Notes go to one port. The browser asks you first whether this page may use MIDI.')}
      </p>
      <div className="row-actions">
        <Button onClick={() => void look()}>{t('Look for MIDI ports')}</Button>
        {port !== '' && (
          <Button kind="quiet" onClick={() => void test()}>
            {t('Send a note')}
          </Button>
        )}
      </div>
    </Section>
  )
}

function asVolume(value: string): '100' | '70' | '40' | '20' {
  return value === '70' || value === '40' || value === '20' ? value : '100'
}

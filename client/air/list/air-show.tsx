import { useDeferredValue, useMemo, useState } from 'react'
import { Link } from 'wouter'
import type { ShowJson } from '#api/contract/show.ts'
import { CloseButton } from '#client/air/end/close-button.tsx'
import { formatAct } from '#client/air/format-segment.ts'
import { AirHead } from '#client/air/list/air-head.tsx'
import { AirKeys } from '#client/air/list/air-keys.tsx'
import { AirList } from '#client/air/list/air-list.tsx'
import { AirNotices } from '#client/air/list/air-notices.tsx'
import { AIR_TOOLS, AirTools } from '#client/air/list/air-tools.tsx'
import { layAirRows } from '#client/air/list/rows.ts'
import { toggled } from '#client/air/list/toggled.ts'
import { useUndo } from '#client/air/list/use-undo.ts'
import { WhyThanks } from '#client/air/list/why-thanks.tsx'
import { LiveNow } from '#client/air/live/live-now.tsx'
import { useSegment } from '#client/air/store/use-segment.ts'
import { t } from '#client/air/words.ts'
import { useMay } from '#client/person/use-me.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { lazyDialog } from '#client/ui/lazy-dialog.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

const AirKeyHelp = lazyDialog(() =>
  import('#client/air/list/air-key-help.tsx').then((file) => file.AirKeyHelp),
)

const PlanDialog = lazyDialog(() =>
  import('#client/air/plan/plan-dialog.tsx').then((file) => file.PlanDialog),
)

type Props = { show: string; shows: ShowJson[]; onChoose: (slug: string) => void }

/** The open segment of one show. */
export function AirShow({ show, shows, onChoose }: Props) {
  const { store, segment, arrived, isClosed, undoable, error } = useSegment(show)
  const mayEdit = useMay('edit')
  const [q, setQ] = useState('')
  const looked = useDeferredValue(q)
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const rows = useMemo(
    () => (segment ? layAirRows(segment, { q: looked, opened }) : []),
    [segment, looked, opened],
  )
  const marks = useUndo(store)
  const [isPlanning, plan] = useState(false)
  const [isHelping, help] = useState(false)
  const [hasTools, showTools] = useState(false)
  if (!segment)
    return (
      <>
        <Head title={t('On air')} />
        {error ? <ErrorNote error={error} onRetry={store.load} /> : <Skeleton rows={8} />}
      </>
    )
  return (
    <>
      <AirHead segment={segment} show={show}>
        <span className="air-menu">
          <Button aria-expanded={hasTools} aria-controls={AIR_TOOLS} onClick={() => showTools(!hasTools)}>
            {t('Tools')}
          </Button>
        </span>
      </AirHead>
      <AirTools
        isOpen={hasTools}
        shows={shows}
        show={show}
        onChoose={onChoose}
        q={q}
        onSearch={setQ}
        atHand={
          mayEdit &&
          undoable && (
            <Button
              kind="quiet"
              onClick={marks.undo}
              title={t('Undo: {act}', { act: formatAct(undoable.set) })}
            >
              {t('Undo')}
            </Button>
          )
        }
      >
        {mayEdit && (
          <>
            <Button onClick={() => plan(true)}>{t('Plan')}</Button>
            <Link href={`/air/produce?show=${show}`} className="button plain">
              {t('Producer')}
            </Link>
          </>
        )}
        {mayEdit && <CloseButton segment={segment} onClosed={store.load} />}
      </AirTools>
      <ErrorNote error={error} onRetry={store.load} />
      <AirNotices
        segment={segment}
        store={store}
        mayEdit={mayEdit}
        isDemo={shows.some(({ slug, demo }) => slug === show && demo)}
      />
      <LiveNow show={show} mayEdit={mayEdit} />
      {rows.length > 0 && <AirKeys onHelp={() => help(true)} />}
      {isPlanning && (
        <PlanDialog segment={segment} onChanged={store.takeAnswer} onClose={() => plan(false)} />
      )}
      {isHelping && <AirKeyHelp onClose={() => help(false)} />}
      <div className="news" role="status">
        {isClosed ? (
          <Button onClick={store.takeIn}>{t('This segment was closed. Go to the next')}</Button>
        ) : (
          arrived > 0 && <Button onClick={store.takeIn}>{t('{arrived} new', { arrived })}</Button>
        )}
      </div>
      {rows.length === 0 ? (
        <Empty>
          {looked === ''
            ? segment.previous
              ? t('Nothing came in yet since the last segment. New boosts will be here by themselves.')
              : t('Nothing came in yet. New boosts will be here by themselves.')
            : t('No message or name is like that.')}
        </Empty>
      ) : (
        <AirList
          rows={rows}
          looked={looked}
          marks={mayEdit ? marks : null}
          thanks={
            <WhyThanks show={shows.find(({ slug }) => slug === show)} segment={segment} mayEdit={mayEdit} />
          }
          onHelp={() => help(true)}
          onFold={(key) => setOpened((before) => toggled(before, key))}
        />
      )}
    </>
  )
}

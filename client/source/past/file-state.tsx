import { Link } from 'wouter'
import type { ImportJson } from '#api/contract/import.ts'
import { CheckForm } from '#client/source/past/check-form.tsx'
import { Checked } from '#client/source/past/checked.tsx'
import { Counts } from '#client/source/past/counts.tsx'
import { RefusedList } from '#client/source/past/refused-list.tsx'
import { RemoveFile } from '#client/source/past/remove-file.tsx'
import { useImportActions } from '#client/source/past/use-imports.ts'
import { t } from '#client/source/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'

/** What a file came to so far, and what can be done with it now. */
export function FileState({ file }: { file: ImportJson }) {
  switch (file.state) {
    case 'uploaded':
      return <CheckForm file={file} />
    case 'checking':
    case 'recording':
      return <AtWork file={file} />
    case 'checked':
      return <Checked file={file} />
    case 'stopped':
      return <Stopped file={file} />
    case 'done':
      return <Done file={file} />
    case 'failed':
      return <Failed file={file} />
  }
}

function AtWork({ file }: { file: ImportJson }) {
  const { stop } = useImportActions(file.id)
  const isRecording = file.state === 'recording'
  return (
    <>
      <progress
        value={file.progress}
        max={1}
        aria-label={
          isRecording
            ? t('How much of {name} is recorded', { name: file.name })
            : t('How much of {name} is checked', { name: file.name })
        }
      />
      {file.counts && <Counts counts={file.counts} />}
      <p className="meta">
        {isRecording
          ? t('You may leave this page: it goes on by itself, also after Readout was stopped.')
          : t('Readout looks at what it would add. Nothing is recorded.')}
      </p>
      <div className="row-actions">
        <Button
          busy={stop.isPending}
          aria-label={t('Stop {name}', { name: file.name })}
          onClick={() => stop.mutate()}
        >
          {t('Stop')}
        </Button>
      </div>
      <ErrorNote error={stop.error} />
    </>
  )
}

function Stopped({ file }: { file: ImportJson }) {
  const { record } = useImportActions(file.id)
  return (
    <>
      {file.counts && <Counts counts={file.counts} />}
      <RefusedList file={file} />
      <p className="meta">{t('What is recorded stays. Going on begins where it was stopped.')}</p>
      <div className="row-actions">
        <Button kind="primary" busy={record.isPending} onClick={() => record.mutate()}>
          {t('Go on')}
        </Button>
        <RemoveFile file={file} />
      </div>
      <ErrorNote error={record.error} />
    </>
  )
}

function Done({ file }: { file: ImportJson }) {
  return (
    <>
      {file.counts && <Counts counts={file.counts} />}
      <RefusedList file={file} />
      <div className="row-actions">
        <Link className="button" href="/boosts">
          {t('See the boosts')}
        </Link>
        {file.counts && file.counts.conflicts > 0 && (
          <Link className="button" href="/needs-look">
            {t('Needs a look')}
          </Link>
        )}
        <RemoveFile file={file} />
      </div>
    </>
  )
}

function Failed({ file }: { file: ImportJson }) {
  return (
    <>
      <div className="source-problem">
        <p>{file.problem}</p>
      </div>
      {file.counts && <Counts counts={file.counts} />}
      <RefusedList file={file} />
      <div className="row-actions">
        <RemoveFile file={file} />
      </div>
    </>
  )
}

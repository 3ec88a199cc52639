import { useEffect, useRef } from 'react'
import { formatBytes } from '#client/format/bytes.ts'
import { formatPart } from '#client/source/past/format-import.ts'
import { useUpload } from '#client/source/past/use-imports.ts'
import { say, t } from '#client/source/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Field } from '#client/ui/field.tsx'

const ROOM_FOR_ANY = 1024 ** 3

/** Takes a file and sends it, with how far it is. */
export function UploadForm({ mostBytes, isFirst }: { mostBytes: number; isFirst: boolean }) {
  const input = useRef<HTMLInputElement>(null)
  const { upload, part, cancel } = useUpload()
  const file = upload.variables
  const tooLarge = upload.isError && file !== undefined && file.size > mostBytes
  useStayUntilSent(upload.isPending)
  return (
    <div className="form">
      <Field
        label={isFirst ? t('Choose a file') : t('Another file')}
        hint={
          <>
            {t('From Helipad, LND, Alby or LNbits, or lines of JSON: what it is, Readout sees by itself.')}
            {mostBytes < ROOM_FOR_ANY &&
              ` ${t('There is room for {bytes} now.', { bytes: formatBytes(mostBytes) })}`}
          </>
        }
      >
        {(props) => (
          <input
            {...props}
            ref={input}
            className="input"
            type="file"
            disabled={upload.isPending}
            onChange={({ target }) => {
              const [chosen] = target.files ?? []
              if (chosen) upload.mutate(chosen)
              target.value = ''
            }}
          />
        )}
      </Field>
      {upload.isPending && file && (
        <div className="upload-progress">
          <p>
            {say('Uploading {name}, {part}', {
              name: <bdi>{file.name}</bdi>,
              part: part < 1 ? formatPart(part) : t('looking at what it is'),
            })}
          </p>
          <progress
            value={part}
            max={1}
            aria-label={t('How much of {name} is uploaded', { name: file.name })}
          />
          <p className="meta">{t('Stay on this page until it is there.')}</p>
          <Button onClick={cancel}>{t('Cancel')}</Button>
        </div>
      )}
      <ErrorNote error={upload.error} />
      {tooLarge && <p className="meta">{t('It has {bytes}.', { bytes: formatBytes(file.size) })}</p>}
    </div>
  )
}

/** Has the browser ask before it leaves the page, which would cut the upload. */
function useStayUntilSent(isSending: boolean): void {
  useEffect(() => {
    if (!isSending) return
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', stay)
    return () => removeEventListener('beforeunload', stay)
  }, [isSending])
}

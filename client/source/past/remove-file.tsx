import { useState } from 'react'
import type { ImportJson } from '#api/contract/import.ts'
import { useImportActions } from '#client/source/past/use-imports.ts'
import { t } from '#client/source/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Confirm } from '#client/ui/confirm.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'

/** Takes a file off the list; of one that is not recorded it asks first. */
export function RemoveFile({ file }: { file: ImportJson }) {
  const [isAsking, ask] = useState(false)
  const { remove } = useImportActions(file.id)
  const words = file.state === 'done' ? t('Remove from this list') : t('Remove')
  const isLeft = file.state === 'checked' || file.state === 'stopped'
  return (
    <>
      <Button
        kind="quiet"
        busy={remove.isPending}
        aria-label={`${words}: ${file.name}`}
        onClick={() => (isLeft ? ask(true) : remove.mutate())}
      >
        {words}
      </Button>
      <ErrorNote error={remove.error} />
      {isAsking && (
        <Confirm
          title={t('Remove {name}?', { name: file.name })}
          yes={t('Remove the file')}
          onYes={() => remove.mutate()}
          onClose={() => ask(false)}
        >
          {file.state === 'stopped'
            ? t('What was recorded of it stays; the rest is not recorded. It can be uploaded again.')
            : t('Nothing of it is recorded. It can be uploaded again.')}
        </Confirm>
      )}
    </>
  )
}

import { useState } from 'react'
import type { SourceJson } from '#api/contract/source.ts'
import { usePatchSource, useRemoveSource, type useTestSource } from '#client/source/use-sources.ts'
import { t } from '#client/source/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Confirm } from '#client/ui/confirm.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { toast } from '#client/ui/toasts.tsx'

type Props = {
  source: SourceJson
  test: ReturnType<typeof useTestSource>
  isOpen: boolean
  onOpen: () => void
}

/** Tests, pauses, sets and removes a source. */
export function SourceActions({ source: { name, state, wallet }, test, isOpen, onOpen }: Props) {
  const [isAsking, ask] = useState(false)
  const patch = usePatchSource(name)
  const remove = useRemoveSource(name)
  const isPaused = state === 'paused'
  return (
    <div>
      <div className="row-actions">
        <Button
          kind="quiet"
          busy={test.isPending}
          aria-label={t('Test {name}', { name })}
          onClick={() => test.mutate()}
        >
          {test.isPending ? t('Testing') : t('Test')}
        </Button>
        <Button
          kind="quiet"
          busy={patch.isPending}
          aria-label={isPaused ? t('Go on with {name}', { name }) : t('Pause {name}', { name })}
          onClick={() => patch.mutate({ paused: !isPaused })}
        >
          {isPaused ? t('Go on') : t('Pause')}
        </Button>
        <Button
          kind="quiet"
          aria-expanded={isOpen}
          aria-label={t('Settings of {name}', { name })}
          onClick={onOpen}
        >
          {t('Settings')}
        </Button>
        <Button
          kind="quiet"
          busy={remove.isPending}
          aria-label={t('Remove {name}', { name })}
          onClick={() => ask(true)}
        >
          {t('Remove')}
        </Button>
      </div>
      <ErrorNote error={patch.error ?? remove.error} />
      {isAsking && (
        <Confirm
          title={t('Remove {name}?', { name })}
          yes={t('Remove the connection')}
          onYes={() =>
            remove.mutate(undefined, { onSuccess: () => toast(t('{name} is followed no more', { name })) })
          }
          onClose={() => ask(false)}
        >
          {wallet === null
            ? t('Readout asks these relays no more. What they said stays.')
            : t(
                'Readout follows this wallet no more and forgets its credentials. Its payments stay. Added again under the same name, it goes on with what is known.',
              )}
        </Confirm>
      )}
    </div>
  )
}

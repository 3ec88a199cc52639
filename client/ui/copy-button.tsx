import { type ReactNode, useState } from 'react'
import { t } from '#client/language/shared.ts'
import { copyText } from '#client/lib/copy-text.ts'
import { Button } from '#client/ui/button.tsx'

/** Copies a text and says so. */
export function CopyButton({ text, children = t('Copy') }: { text: string; children?: ReactNode }) {
  const [state, set] = useState<'idle' | 'copied' | 'failed'>('idle')
  const copy = async () => {
    set((await copyText(text)) ? 'copied' : 'failed')
    setTimeout(() => set('idle'), 3000)
  }
  return (
    <Button onClick={copy}>
      <span aria-live="polite">
        {state === 'idle' && children}
        {state === 'copied' && t('Copied')}
        {state === 'failed' && t('Copy by hand')}
      </span>
    </Button>
  )
}

import type { ComponentProps, ReactNode } from 'react'
import { t } from '#client/language/shared.ts'
import { Button } from '#client/ui/button.tsx'

type Props = Pick<ComponentProps<typeof Button>, 'kind' | 'busy' | 'disabled' | 'className'> & {
  submit: string
  onCancel: () => void
  /** What else can be done with what was filled in. */
  children?: ReactNode
}

/** The end of a form that can be left as it was: the button that sends it, and Cancel. */
export function FormActions({ submit, onCancel, children, className = 'row-actions', ...button }: Props) {
  return (
    <div className={className}>
      <Button type="submit" {...button}>
        {submit}
      </Button>
      {children}
      <Button kind="quiet" onClick={onCancel}>
        {t('Cancel')}
      </Button>
    </div>
  )
}

import { t } from '#client/language/shared.ts'
import { formatError } from '#client/lib/request-error.ts'
import { Button } from '#client/ui/button.tsx'

/** What happened and what to do, where it happened. */
export function ErrorNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  if (!error) return null
  return (
    <div className="error-note" role="alert">
      <p>{formatError(error)}</p>
      {onRetry && <Button onClick={onRetry}>{t('Try again')}</Button>}
    </div>
  )
}

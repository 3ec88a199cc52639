import { useState } from 'react'
import type { ImportJson } from '#api/contract/import.ts'
import { formatCount } from '#client/format/sats.ts'
import { tidy } from '#client/lib/tidy-json.ts'
import { useRefused } from '#client/source/past/use-imports.ts'
import { say, t } from '#client/source/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** The rows of a file that cannot be recorded, each with the reason; all of them to be downloaded. */
export function RefusedList({ file: { id, name, state, refused_listed } }: { file: ImportJson }) {
  const [isOpen, open] = useState(false)
  const list = useRefused({ id, version: refused_listed }, isOpen)
  if (refused_listed === 0) return null
  const shown = list.data?.length ?? 0
  return (
    <details className="fold unread" onToggle={({ currentTarget }) => open(currentTarget.open)}>
      <summary>
        {state === 'done'
          ? t('{refused, plural, one {The row that was refused} other {The # rows that were refused}}', {
              refused: refused_listed,
            })
          : t('{refused, plural, one {The row that is refused} other {The # rows that are refused}}', {
              refused: refused_listed,
            })}
      </summary>
      <p>
        <a className="button" href={`/api/v1/imports/${id}/refused.csv`} download>
          {t('Download as CSV')}
          <span className="unseen"> {t('what is refused of {name}', { name })}</span>
        </a>
      </p>
      <ErrorNote error={list.error} onRetry={() => list.refetch()} />
      {isOpen && list.isPending && <Skeleton rows={1} />}
      {list.data && (
        <ul>
          {list.data.map(({ row, reason, raw }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one row may be refused for several reasons
            <li key={`${row} ${at}`}>
              <p>{say('Row {row}: {reason}', { row: formatCount(row), reason: <bdi>{reason}</bdi> })}</p>
              {raw !== '' && <pre className="raw">{tidy(raw)}</pre>}
            </li>
          ))}
        </ul>
      )}
      {shown > 0 && shown < refused_listed && (
        <p className="meta">{t('These are the first {shown}; the file has more.', { shown })}</p>
      )}
    </details>
  )
}

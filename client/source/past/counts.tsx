import type { ImportCounts } from '#api/contract/import.ts'
import { formatCount } from '#client/format/sats.ts'
import { listCounts } from '#client/source/past/format-import.ts'
import { t } from '#client/source/words.ts'

/** What became of a file's rows, or would. */
export function Counts({ counts, label = t('What came of it') }: { counts: ImportCounts; label?: string }) {
  return (
    <table className="past-counts">
      <caption className="unseen">{label}</caption>
      <tbody>
        {listCounts(counts).map(({ name, count, meta }) => (
          <tr key={name}>
            <th scope="row">
              {name}
              {meta && <span className="meta"> {meta}</span>}
            </th>
            <td>{formatCount(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

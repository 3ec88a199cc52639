import { useState } from 'react'
import type { ImportCheck, ImportJson } from '#api/contract/import.ts'
import { formatDay } from '#client/format/day.ts'
import { formatMoney } from '#client/format/money.ts'
import { countOf, formatSats, satsOf } from '#client/format/sats.ts'
import { CheckForm } from '#client/source/past/check-form.tsx'
import { Counts } from '#client/source/past/counts.tsx'
import { countNew } from '#client/source/past/format-import.ts'
import { RefusedList } from '#client/source/past/refused-list.tsx'
import { RemoveFile } from '#client/source/past/remove-file.tsx'
import { useImportActions } from '#client/source/past/use-imports.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'

/** What a file would add, and whether it should. */
export function Checked({ file }: { file: ImportJson }) {
  const [isChoosing, choose] = useState(false)
  const { record } = useImportActions(file.id)
  const { check } = file
  if (!check) return null
  const added = countNew(check.counts)
  const changes = added + check.counts.updated > 0
  return (
    <>
      <Counts counts={check.counts} label="What it would add" />
      {added > 0 && <Sums check={check} />}
      {check.double && (
        <div className="source-problem">
          <p>
            {countOf(check.double.matching, 'payment')} of the first {check.double.compared} that would be new
            are in the wallet <bdi>{check.double.wallet}</bdi> already, by time and amount.
          </p>
          <p className="meta">If it is the same wallet, choose it instead: else all of them count twice.</p>
        </div>
      )}
      <RefusedList file={file} />
      {!changes && <p role="status">There is nothing new in it.</p>}
      {changes && (
        <p className="meta">
          What is added cannot be taken back as a whole: payments are set aside one by one.
        </p>
      )}
      <div className="row-actions">
        {changes && (
          <Button
            kind={check.double ? 'plain' : 'primary'}
            busy={record.isPending}
            onClick={() => record.mutate()}
          >
            {added > 0 ? `Add ${countOf(added, 'payment')}` : 'Add what is said of them'}
          </Button>
        )}
        <Button
          kind={check.double && !isChoosing ? 'primary' : 'plain'}
          aria-expanded={isChoosing}
          onClick={() => choose(!isChoosing)}
        >
          Choose another wallet
        </Button>
        {!isChoosing && <RemoveFile file={file} />}
      </div>
      <ErrorNote error={record.error} />
      {isChoosing && <CheckForm file={file} wallet={check.double?.wallet ?? file.wallet} />}
    </>
  )
}

function Sums({ check: { first_at, last_at, amount_msat, fiat } }: { check: ImportCheck }) {
  const sums = [
    ...(amount_msat !== 0 || fiat.length === 0 ? [`${formatSats(amount_msat)} ${satsOf(amount_msat)}`] : []),
    ...fiat.map((money) => formatMoney(money)),
  ]
  const first = first_at && formatDay(first_at)
  const last = last_at && formatDay(last_at)
  return (
    <p>
      <strong>{sums.join(' and ')}</strong>
      {first && (first === last ? `, all on ${first}` : `, from ${first} to ${last}`)}
    </p>
  )
}

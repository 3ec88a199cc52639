import { useState } from 'react'
import type { ImportCheck, ImportJson } from '#api/contract/import.ts'
import { formatDay } from '#client/format/day.ts'
import { formatMoney } from '#client/format/money.ts'
import { formatSats, satsOf } from '#client/format/sats.ts'
import { language } from '#client/language/language.ts'
import { CheckForm } from '#client/source/past/check-form.tsx'
import { Counts } from '#client/source/past/counts.tsx'
import { countNew } from '#client/source/past/format-import.ts'
import { RefusedList } from '#client/source/past/refused-list.tsx'
import { RemoveFile } from '#client/source/past/remove-file.tsx'
import { useImportActions } from '#client/source/past/use-imports.ts'
import { say, t } from '#client/source/words.ts'
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
      <Counts counts={check.counts} label={t('What it would add')} />
      {added > 0 && <Sums check={check} />}
      {check.double && (
        <div className="source-problem">
          <p>
            {say(
              '{matching, plural, one {# payment} other {# payments}} of the first {compared} that would be new are in the wallet {wallet} already, by time and amount.',
              {
                matching: check.double.matching,
                compared: check.double.compared,
                wallet: <bdi>{check.double.wallet}</bdi>,
              },
            )}
          </p>
          <p className="meta">
            {t('If it is the same wallet, choose it instead: else all of them count twice.')}
          </p>
        </div>
      )}
      <RefusedList file={file} />
      {!changes && <p role="status">{t('There is nothing new in it.')}</p>}
      {changes && (
        <p className="meta">
          {t('What is added cannot be taken back as a whole: payments are set aside one by one.')}
        </p>
      )}
      <div className="row-actions">
        {changes && (
          <Button
            kind={check.double ? 'plain' : 'primary'}
            busy={record.isPending}
            onClick={() => record.mutate()}
          >
            {added > 0
              ? t('Add {added, plural, one {# payment} other {# payments}}', { added })
              : t('Add what is said of them')}
          </Button>
        )}
        <Button
          kind={check.double && !isChoosing ? 'primary' : 'plain'}
          aria-expanded={isChoosing}
          onClick={() => choose(!isChoosing)}
        >
          {t('Choose another wallet')}
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
      <strong>{new Intl.ListFormat(language).format(sums)}</strong>
      {first &&
        (first === last
          ? `, ${t('all on {first}', { first })}`
          : `, ${t('from {first} to {last}', { first, last: last ?? '' })}`)}
    </p>
  )
}

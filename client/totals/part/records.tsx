import { Link } from 'wouter'
import type { TotalsRecords } from '#api/contract/totals.ts'
import { nameOf } from '#client/format/supporter.ts'
import { formatBucket } from '#client/totals/buckets.ts'
import type { Days } from '#client/totals/periods.ts'
import { useTotals } from '#client/totals/use-totals.ts'
import { t } from '#client/totals/words.ts'
import { Sats } from '#client/ui/sats.tsx'

/** The largest boost, the largest day and the best month, in a line each. */
export function Records({ show, days }: { show: string; days: Days }) {
  const { data } = useTotals(show, '/records', days)
  return data?.largest_day ? <RecordList records={data} /> : null
}

function RecordList({
  records: { largest_boost: boost, largest_day: day, best_month: month },
}: {
  records: TotalsRecords
}) {
  return (
    <dl className="records">
      {boost && (
        <div>
          <dt>{t('Largest boost')}</dt>
          <dd>
            <Sats msat={boost.counted_msat} />{' '}
            <Link href={`/boosts/${boost.id}?show=${boost.show.slug}`} dir="auto">
              {nameOf(boost.supporter)}
            </Link>
          </dd>
        </div>
      )}
      {day && (
        <div>
          <dt>{t('Largest day')}</dt>
          <dd>
            <Sats msat={day.total_msat} /> {formatBucket(day.day, 'day')}
          </dd>
        </div>
      )}
      {month && (
        <div>
          <dt>{t('Best month')}</dt>
          <dd>
            <Sats msat={month.total_msat} /> {formatBucket(`${month.month}-01`, 'month')}
          </dd>
        </div>
      )}
    </dl>
  )
}

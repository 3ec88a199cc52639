import { useState } from 'react'
import type { ShowJson } from '#api/contract/show.ts'
import { ConfirmShares } from '#client/show/settings/confirm-shares.tsx'
import { ShareForm } from '#client/show/settings/share-form.tsx'
import { formatPercent, shareRows } from '#client/show/settings/share-rows.ts'
import { t } from '#client/show/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Section } from '#client/ui/head.tsx'
import { Table } from '#client/ui/table.tsx'

/** Which part of each boost goes to which wallet: by it claims are judged. */
export function Shares({ show, mayEdit }: { show: ShowJson; mayEdit: boolean }) {
  const [isEditing, edit] = useState(false)
  const rows = shareRows(show.shares)
  const whole = Object.values(show.shares).reduce((sum, share) => sum + share, 0)
  return (
    <Section
      title={t('Shares')}
      meta={
        rows.length > 0 && t('your wallets get {percent} % of a boost', { percent: formatPercent(whole) })
      }
    >
      {show.proposed_shares && mayEdit && !isEditing && (
        <ConfirmShares shows={[show]} onChange={() => edit(true)} />
      )}
      {rows.length === 0 && !show.proposed_shares && (
        <p className="meta spaced">
          {t(
            'Not known yet. After a handful of boosts Readout proposes them. Until then what arrived counts, not what apps claim.',
          )}
        </p>
      )}
      {rows.length > 0 && !isEditing && (
        <Table
          caption={t('Shares')}
          rows={rows}
          keyOf={({ wallet }) => wallet}
          columns={[
            { title: t('Wallet'), cell: ({ wallet }) => <bdi>{wallet}</bdi> },
            { title: t('Share'), align: 'end', cell: ({ percent }) => `${percent} %` },
          ]}
        />
      )}
      {mayEdit && !isEditing && !show.proposed_shares && (
        <p className="spaced">
          <Button onClick={() => edit(true)}>
            {rows.length === 0 ? t('Say them by hand') : t('Change')}
          </Button>
        </p>
      )}
      {isEditing && <ShareForm show={show} onDone={() => edit(false)} />}
    </Section>
  )
}

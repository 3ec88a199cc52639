import type { ComponentType } from 'react'
import { AlbyGuide } from '#client/source/add/alby-guide.tsx'
import { ApiGuide } from '#client/source/add/api-guide.tsx'
import { BtcpayGuide } from '#client/source/add/btcpay-guide.tsx'
import { ClnGuide } from '#client/source/add/cln-guide.tsx'
import { FileGuide } from '#client/source/add/file-guide.tsx'
import { FollowForm } from '#client/source/add/follow-form.tsx'
import { HelipadGuide } from '#client/source/add/helipad-guide.tsx'
import { LnbitsGuide } from '#client/source/add/lnbits-guide.tsx'
import { LndGuide } from '#client/source/add/lnd-guide.tsx'
import { NostrGuide } from '#client/source/add/nostr-guide.tsx'
import { NwcGuide } from '#client/source/add/nwc-guide.tsx'
import { PhoenixdGuide } from '#client/source/add/phoenixd-guide.tsx'
import { isFollowed, type SourceKind } from '#client/source/add/source-kinds.ts'
import { ZapriteGuide } from '#client/source/add/zaprite-guide.tsx'
import { WebhookGuide } from '#client/source/webhook/webhook-guide.tsx'
import { t } from '#client/source/words.ts'
import { Section } from '#client/ui/head.tsx'

const GUIDES: Record<SourceKind, ComponentType> = {
  lnd: LndGuide,
  cln: ClnGuide,
  nwc: NwcGuide,
  lnbits: LnbitsGuide,
  phoenixd: PhoenixdGuide,
  alby: AlbyGuide,
  btcpay: BtcpayGuide,
  zaprite: ZapriteGuide,
  nostr: NostrGuide,
  helipad: HelipadGuide,
  webhook: WebhookGuide,
  file: FileGuide,
  api: ApiGuide,
}

/** What is at the other end, where it is no wallet. */
const TITLES: Partial<Record<SourceKind, string>> = {
  nostr: t('What comes from there'),
  btcpay: t('In the shop'),
  zaprite: t('In the shop'),
}

/** One way to bring payments in, step by step. @param onFollowed once a source is followed */
export function SourceGuide({ way, onFollowed }: { way: SourceKind; onFollowed: () => void }) {
  const Steps = GUIDES[way]
  if (!isFollowed(way)) return <Steps />
  return (
    <>
      <Section title={TITLES[way] ?? t('In the wallet')}>
        <Steps />
      </Section>
      <Section title={t('Here')}>
        <FollowForm kind={way} onFollowed={onFollowed} />
      </Section>
    </>
  )
}

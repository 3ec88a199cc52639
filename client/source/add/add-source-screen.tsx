import '#client/style/shows.css'
import '#client/style/sources.css'
import type { ComponentType } from 'react'
import { Link, useParams } from 'wouter'
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
import { isFollowed, SOURCE_KINDS, type SourceKind, sourceKindOf } from '#client/source/add/source-kinds.ts'
import { ZapriteGuide } from '#client/source/add/zaprite-guide.tsx'
import { WebhookGuide } from '#client/source/webhook/webhook-guide.tsx'
import { Back } from '#client/ui/back.tsx'
import { Head, Section } from '#client/ui/head.tsx'

/** How to bring payments in: the ways to choose from, or one of them step by step. */
export default function AddSourceScreen() {
  const way = sourceKindOf(useParams<{ kind?: string }>().kind)
  const chosen = SOURCE_KINDS.find(({ kind }) => kind === way)
  return (
    <div className="column">
      <Back to={way ? '/sources/add' : '/sources'}>{way ? 'All sources' : 'Sources'}</Back>
      <Head title={chosen?.title ?? 'Add a source'} meta={chosen?.says ?? 'Where does the money arrive?'} />
      {way ? <Guide way={way} /> : <Choice />}
    </div>
  )
}

function Choice() {
  return (
    <ul className="entries first">
      {SOURCE_KINDS.map(({ kind, title, says }) => (
        <li className="entry goes" key={kind}>
          <div className="row-words">
            <Link className="row-name" href={`/sources/add/${kind}`}>
              {title}
            </Link>
            <p className="meta">{says}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}

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
  nostr: 'What comes from there',
  btcpay: 'In the shop',
  zaprite: 'In the shop',
}

function Guide({ way }: { way: SourceKind }) {
  const Steps = GUIDES[way]
  if (!isFollowed(way)) return <Steps />
  return (
    <>
      <Section title={TITLES[way] ?? 'In the wallet'}>
        <Steps />
      </Section>
      <Section title="Here">
        <FollowForm kind={way} />
      </Section>
    </>
  )
}

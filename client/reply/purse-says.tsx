import { formatCount } from '#client/format/sats.ts'
import type { PurseFound } from '#client/reply/use-replies.ts'
import { t } from '#client/reply/words.ts'

const LACKS: Record<PurseFound['lacks'][number], string> = {
  invoices: t('It may not pay Lightning addresses, only nodes.'),
  keysend: t('It cannot pay nodes, only Lightning addresses.'),
  'look-up': t('It does not say how a payment ended: where one is not certain, you are asked.'),
  balance: t('It does not say what it holds.'),
  budget: t('It has no budget in the wallet: give it one there too.'),
  'real-money': t('Its money is of a network for trying things out, and worth nothing.'),
}

/** What the wallet that pays answered as it was set up: its name, what it holds, and what it does without. */
export function PurseSays({ found: { name, balance_msat, lacks } }: { found: PurseFound }) {
  const sats = balance_msat === null ? null : formatCount(Math.floor(balance_msat / 1000))
  return (
    <div className="test-result ok" role="status">
      <p>
        <strong>
          {name === null ? t('The wallet answered.') : t('The wallet answered: {name}.', { name })}
        </strong>{' '}
        {sats !== null && t('It holds {sats} sats.', { sats })}
      </p>
      {lacks.map((lack) => (
        <p key={lack} className="meta">
          {LACKS[lack]}
        </p>
      ))}
    </div>
  )
}

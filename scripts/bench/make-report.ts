const APPS = ['Fountain', 'Castamatic', 'Podverse', 'Breez', 'CurioCaster', 'BoostCLI']
const WORDS = [
  'thanks',
  'for',
  'the',
  'show',
  'loved',
  'that',
  'rant',
  'about',
  'file',
  'systems',
  'ducks',
  'live',
  '🚀',
]
const SINCE = Date.UTC(2024, 0, 1) / 1000

/**
 * The nth payment as `POST /api/v1/payments` takes it, always the same: four fifths are streams, the rest splits of boosts in
 * two wallets; of 20 shows with 40 episodes each, from 3,000 listeners.
 * @param run keeps the payments of one run apart from those of another
 */
export function makeReport(n: number, run = ''): object {
  const isBoost = n % 5 === 0
  const boost = Math.floor(n / 10)
  const show = hashed(isBoost ? boost : n, 1) % 20
  const sender = hashed(isBoost ? boost : n, 2) % 3_000
  const total = isBoost ? 100_000 + (hashed(boost, 3) % 5_000) * 1_000 : (10 + (hashed(n, 3) % 90)) * 1_000
  const at = SINCE + (isBoost ? boost * 60 + (n % 10) : n * 6)
  return {
    source: isBoost && n % 10 === 5 ? 'second node' : 'first node',
    id: `${run}${n}`,
    payment_hash: `${run.padStart(8, '0').slice(-8)}${n.toString(16).padStart(56, '0')}`.replace(
      /[^0-9a-f]/g,
      'a',
    ),
    settled_at: at,
    amount_msat: isBoost ? Math.floor(total / 2) : total,
    boostagram: {
      action: isBoost ? 'boost' : 'stream',
      podcast: `Show ${show}`,
      guid: `917393e3-1b1e-5cef-ace4-${String(show).padStart(12, '0')}`,
      episode: `Episode ${hashed(n, 4) % 40} of show ${show}`,
      app_name: APPS[sender % APPS.length],
      sender_name: `listener ${sender}`,
      sender_id: `${sender}`.padStart(20, 'f'),
      ts: (n * 60) % 7_200,
      value_msat_total: total,
      speed: '1',
      ...(isBoost
        ? {
            message: Array.from({ length: 12 }, (_, at) => WORDS[hashed(boost, 10 + at) % WORDS.length]).join(
              ' ',
            ),
          }
        : {}),
    },
  }
}

/** A number that looks like chance, the same for the same n and salt. */
function hashed(n: number, salt: number): number {
  let hash = Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 12)) >>> 0
}

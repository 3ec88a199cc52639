import type { SourceJson } from '#api/contract/source.ts'
import { formatRelay, formatRelays } from '#client/source/format-source.ts'
import { Said } from '#client/ui/said.tsx'

type Relays = NonNullable<SourceJson['relays']>

/** How many relays are heard, and when asked, how each does. */
export function RelayList({ relays }: { relays: Relays }) {
  return (
    <details className="relays">
      <summary className="meta">{formatRelays(relays)}</summary>
      <ul>
        {relays.map((relay) => (
          <li key={relay.url}>
            <bdi className="mono">{relay.url.replace(/^wss:\/\//, '')}</bdi>
            <span className="meta">
              {formatRelay(relay)}
              {relay.state === 'failing' && relay.problem !== null && (
                <>
                  {' · '}
                  <Said>{relay.problem}</Said>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

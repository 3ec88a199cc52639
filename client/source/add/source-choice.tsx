import { Link } from 'wouter'
import { SOURCE_KINDS } from '#client/source/add/source-kinds.ts'

/** What is no wallet of one's own: words, and what was. */
const NO_WALLET: readonly string[] = ['nostr', 'file']

/** The ways to bring payments in. @param base where each leads, before its name */
export function SourceChoice({ base, isWallet = false }: { base: string; isWallet?: boolean }) {
  const kinds = SOURCE_KINDS.filter(({ kind }) => !isWallet || !NO_WALLET.includes(kind))
  return (
    <ul className="entries first">
      {kinds.map(({ kind, title, says }) => (
        <li className="entry goes" key={kind}>
          <div className="row-words">
            <Link className="row-name" href={`${base}/${kind}`}>
              {title}
            </Link>
            <p className="meta">{says}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}

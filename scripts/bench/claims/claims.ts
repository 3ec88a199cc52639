import { type Bench, readArgs } from '#scripts/bench/bench-of.ts'
import { measureMatching } from '#scripts/bench/claims/matching.ts'
import { measurePosts } from '#scripts/bench/claims/posts.ts'
import { serveApart } from '#scripts/bench/served.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

/** Of one round. */
const POSTS = 2_000
const MATCHED = 100_000

/**
 * What claims cost: posts of apps beside a bare INSERT, how soon a host sees one, and matching them with the payments that prove them
 * beside recording the payments alone.
 * @param args which parts, `posts` and `matching`, all by default; else see `readArgs`
 */
export const bench: Bench = async (args) => {
  const { payments, execArgv, words } = readArgs(args, 0)
  const asked = (part: string) => words.length === 0 || words.includes(part)
  const met: boolean[] = []
  if (asked('posts'))
    await withBenchContext(async (bench) => {
      // Listeners are everywhere; one address alone is limited.
      const service = await serveApart(bench, { env: { TRUST_PROXY: '127.0.0.1' }, execArgv })
      try {
        met.push(...(await measurePosts(bench.ctx, service, payments || POSTS)))
      } finally {
        await service.close()
      }
    }, 'command')
  if (asked('matching')) met.push(...(await measureMatching(payments || MATCHED)))
  return met.every(Boolean)
}

import { type Request, type RequestHandler, type Response, Router } from 'express'
import type { Context } from '#api/context.ts'
import { slugField } from '#api/contract/common.ts'
import { readBytes } from '#api/http/read-body.ts'
import { readPost, STANDARDS, type Standard } from '#api/metaboost/post/read-post.ts'
import { listPublicMessages, messagesQuery } from '#api/metaboost/publish/list-public-messages.ts'
import { Refusal } from '#api/metaboost/refusal.ts'
import { baseOf } from '#api/metaboost/serve/addresses.ts'
import { answerRefusal } from '#api/metaboost/serve/answer-refusal.ts'
import { readCapability } from '#api/metaboost/serve/capability.ts'
import { standardDocument } from '#api/metaboost/serve/standard-document.ts'
import { findOpenShows, type OpenShow } from '#api/metaboost/show/find-open-shows.ts'
import { verifyAssertion } from '#api/metaboost/signature/verify-assertion.ts'
import { measureRequests } from '#api/metrics/metrics.ts'
import { sendPage } from '#api/public/serve/page-cache.ts'

/** In bytes, as the standard has it. */
const LARGEST_BODY = 100 * 1024
/** So long a browser need not ask again whether it may post, in seconds. */
const PREFLIGHT_S = 86_400

/**
 * Serves the addresses of mbrss-v1 and mb-v1, that apps post boosts to, under `/v1/standard` and, in short, `/v1/s`. Pages of any site
 * may ask: what they send is believed for its signature, and no cookie is read.
 */
export function serveMetaboost(ctx: Context): Router {
  const router = Router({ caseSensitive: true })
  const measure = measureRequests(ctx.metrics, '/v1/standard')
  const { limits } = ctx.metaboost

  router.use(measure, allowApps, demandHttps(ctx))
  router
    .route('/:standard/boost/:slug')
    .get(ctx.limitReaders, async (req, res) => {
      const standard = standardIn(req)
      const show = await showIn(ctx, req)
      res.set('Cache-Control', 'no-store')
      res.json(
        await readCapability(ctx, show, {
          standard,
          base: baseOf(req, ctx.config),
          asked: req.query,
          address: req.ip ?? '',
        }),
      )
    })
    .post(limits.address, (req, res) => takePost(ctx, req, res))
  router.get('/:standard/openapi.json', ctx.limitReaders, (req, res) => {
    const standard = standardIn(req)
    res.json(standardDocument(standard, baseOf(req, ctx.config)))
  })
  for (const part of ['', '/channel/:channel', '/item/:item'])
    router.get(`/:standard/messages/public/:slug${part}`, ctx.limitReaders, async (req, res) => {
      standardIn(req)
      const asked = { ...req.params, slug: slugIn(req), ...messagesQuery.parse(req.query) }
      const kept = await ctx.pages.get(`messages ${JSON.stringify(asked)}`, async () => {
        const { show, ...messages } = await listPublicMessages(ctx, asked)
        return { type: 'application/json; charset=utf-8', text: JSON.stringify(messages), show }
      })
      await sendPage(req, res, kept)
    })
  router.use(() => {
    throw new Refusal('not_found', 'There is nothing at this address.')
  })
  router.use(answerRefusal(ctx.log))
  return Router().use(['/v1/standard', '/v1/s'], router)
}

async function takePost(ctx: Context, req: Request, res: Response): Promise<void> {
  const standard = standardIn(req)
  const body = await readBytes(req, res, { limit: LARGEST_BODY })
  const assertion = await verifyAssertion(
    {
      authorization: req.get('authorization'),
      method: req.method,
      path: pathOf(req),
      body,
      address: req.ip ?? '',
    },
    ctx.metaboost.apps,
    ctx.now(),
  )
  await ctx.metaboost.limits.countApp(assertion.app.id)
  const outcome = await ctx.metaboost.posts.record({
    slug: slugIn(req),
    assertion,
    post: orRefusal(() => readPost(standard, body)),
  })
  if (outcome instanceof Refusal) throw outcome
  const { message_guid } = outcome
  res.set('Cache-Control', 'no-store')
  if (message_guid === null) res.status(200).json({ action: 'stream', message_sent: false })
  else res.status(201).json({ message_guid })
}

const allowApps: RequestHandler = (req, res, next) => {
  res.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'Retry-After',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  })
  if (req.method !== 'OPTIONS') return next()
  res
    .status(204)
    .set({
      'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
      'Access-Control-Allow-Headers': 'authorization, content-type',
      'Access-Control-Max-Age': String(PREFLIGHT_S),
    })
    .end()
}

function demandHttps({ config }: Pick<Context, 'config'>): RequestHandler {
  const isHttps = config.publicUrl?.startsWith('https:') ?? false
  return (req, _res, next) => {
    if (!isHttps || req.secure) return next()
    throw new Refusal(
      'https_required',
      'This address is asked over https. Where a proxy in front of Readout does that, TRUST_PROXY must name the proxy.',
    )
  }
}

/** As it was asked for: the signature is about it. */
function pathOf({ originalUrl }: Request): string {
  return originalUrl.split('?')[0] ?? ''
}

/** @throws Refusal not_found */
function standardIn({ params }: Request): Standard {
  const standard = STANDARDS.find((one) => one === params.standard)
  if (!standard)
    throw new Refusal('not_found', `There is no such standard here, only ${STANDARDS.join(' and ')}.`)
  return standard
}

/** The slug in the address; empty where it can be none's. */
function slugIn({ params }: Request): string {
  return slugField.safeParse(params.slug).data ?? ''
}

/** @throws Refusal not_found */
async function showIn({ db }: Pick<Context, 'db'>, req: Request): Promise<OpenShow> {
  const slug = slugIn(req)
  const show = (await findOpenShows(db, [slug])).get(slug)
  if (!show) throw new Refusal('not_found', 'No show takes boosts at this address.')
  return show
}

function orRefusal<T>(read: () => T): T | Refusal {
  try {
    return read()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { signedInActorOf } from '#api/auth/guard.ts'
import { idParamsSchema } from '#api/contract/common.ts'
import {
  answeredSchema,
  approveReplySchema,
  boostRepliesSchema,
  newPurseSchema,
  newRepliesSchema,
  newReplySchema,
  purseSchema,
  purseSetSchema,
  purseTestSchema,
  repliesMadeSchema,
  replyCsvQuerySchema,
  replyListQuerySchema,
  replyListSchema,
  replySchema,
  segmentRepliesSchema,
  settleReplySchema,
} from '#api/contract/reply.ts'
import { defineRoute } from '#api/http/route.ts'
import { listAnswered, listReplies, readBoostReplies, readSegmentReplies } from '#api/reply/list-replies.ts'
import { approveReply, settleByHand } from '#api/reply/make/decide.ts'
import { makeReply } from '#api/reply/make/make-reply.ts'
import { thankSegment } from '#api/reply/make/thank-segment.ts'
import { beginPaying } from '#api/reply/pay/pay-replies.ts'
import { readPurse, removePurse, setPurse, testPurse } from '#api/reply/purse/purse.ts'
import { writeRepliesCsv } from '#api/reply/write-csv.ts'
import { findShow } from '#api/show/find-show.ts'

export const replyRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/purse',
    may: 'admin',
    summary: 'The wallet that replies are paid from, and what it may spend',
    answer: purseSchema,
    handle: ({ ctx }) => readPurse(ctx),
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/purse',
    may: 'admin',
    proof: true,
    summary: 'Sets up the wallet that replies are paid from, or changes what it may spend',
    description:
      'A connection of Nostr Wallet Connect that may pay, or an LND node with a macaroon that may send payments and look them up and nothing else; apart from those that Readout receives by. No more than the budget leaves it in any 24 hours; give it one in the wallet too. The wallet is asked what it is and may do, and is kept only where it answers.',
    body: newPurseSchema,
    answer: purseSetSchema,
    errors: [409, 422],
    handle: ({ ctx, body }) => setPurse(ctx, body),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/purse/test',
    may: 'admin',
    proof: false,
    summary: 'Asks the wallet that replies are paid from what it is and may do; nothing is paid',
    answer: purseTestSchema,
    errors: [404],
    audit: 'none',
    handle: ({ ctx }) => testPurse(ctx),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/purse',
    may: 'admin',
    proof: true,
    summary: 'Forgets the wallet that replies are paid from',
    handle: ({ ctx }) => removePurse(ctx.db),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/replies',
    may: 'read',
    summary: 'Replies to boosts, the newest first',
    query: replyListQuerySchema,
    answer: replyListSchema,
    handle: ({ ctx, query }) => listReplies(ctx.db, query),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/replies/answered',
    may: 'read',
    summary: 'Boosts that were answered lately',
    description:
      'Of the last 90 days, 2,000 at most, the newest first; with those whose reply is not paid yet.',
    answer: answeredSchema,
    handle: ({ ctx }) => listAnswered(ctx.db, ctx.now()),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/exports/replies.csv',
    may: 'export',
    summary: 'What was paid out as replies, with fees, as CSV',
    query: replyCsvQuerySchema,
    produces: ['text/csv'],
    handle: async ({ ctx, query, res }) => {
      // Before anything is sent: a name that is none has its own answer.
      if (query.show !== undefined) await findShow(ctx.db, query.show)
      res.set({
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="replies.csv"',
      })
      await pipeline(Readable.from(writeRepliesCsv(ctx.db, query)), res)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/boosts/{id}/replies',
    may: 'read',
    summary: 'Replies to a boost, and where one would go',
    params: idParamsSchema,
    answer: boostRepliesSchema,
    handle: ({ ctx, params, req }) => readBoostReplies(ctx, params.id, signedInActorOf(req)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/boosts/{id}/replies',
    may: 'payments',
    proof: false,
    within: { id: 'boost' },
    summary: 'Answers a boost: pays whoever sent it, with words',
    description:
      'Once for each boost. A bookkeeper’s waits for the yes of an owner or a host. From the sum that the owner set on it has to be `confirmed`.',
    params: idParamsSchema,
    body: newReplySchema,
    answer: replySchema,
    status: 202,
    errors: [409, 422],
    handle: async ({ ctx, params, body, req }) => {
      const reply = await makeReply(ctx, params.id, body, signedInActorOf(req))
      beginPaying(ctx)
      return reply
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/segments/{id}/replies',
    may: 'read',
    summary: 'How the replies to those who were read in a segment stand',
    params: idParamsSchema,
    answer: segmentRepliesSchema,
    handle: ({ ctx, params }) => readSegmentReplies(ctx.db, params.id),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/segments/{id}/replies',
    may: 'payments',
    proof: false,
    within: { id: 'segment' },
    summary:
      'Answers everyone who was read in a segment, where it is known how; or says what that would come to',
    params: idParamsSchema,
    body: newRepliesSchema,
    answer: repliesMadeSchema,
    status: 202,
    errors: [409, 422],
    handle: async ({ ctx, params, body, req }) => {
      const made = await thankSegment(ctx, params.id, body, signedInActorOf(req))
      if (!body.dry) beginPaying(ctx)
      return made
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/replies/{id}/approve',
    may: 'edit',
    proof: false,
    summary: 'Says yes or no to a reply that a bookkeeper asked for',
    params: idParamsSchema,
    body: approveReplySchema,
    answer: replySchema,
    errors: [409, 422],
    handle: async ({ ctx, params, body, req }) => {
      const reply = await approveReply(ctx, params.id, body.approve, signedInActorOf(req))
      beginPaying(ctx)
      return reply
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/replies/{id}/settle',
    may: 'edit',
    proof: false,
    summary: 'Says of a payment that is not certain what a person saw in the wallet',
    params: idParamsSchema,
    body: settleReplySchema,
    answer: replySchema,
    handle: ({ ctx, params, body }) => settleByHand(ctx, params.id, body.paid),
  }),
]

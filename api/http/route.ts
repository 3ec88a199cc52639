import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Context } from '#api/context.ts'
import type { Capability } from '#api/contract/auth.ts'
import { AppError } from '#api/errors.ts'
import { type Actor, actorOf } from '#api/http/actor.ts'
import { findUnstorable } from '#api/http/find-unstorable.ts'
import type { MadeOf } from '#api/http/kept.ts'

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
type Nothing = z.ZodUndefined

/**
 * Something that belongs to a show, or names one. `given show`: without one, or with null, it would be of all. `supporter`: who supports the
 * show too; `own supporter`: and no other. `wallets`: an object with their names. `matter of all`: what only who has a role for all may say.
 */
export type Thing =
  | 'show'
  | 'given show'
  | 'episode'
  | 'boost'
  | 'payment'
  | 'segment'
  | 'month'
  | 'supporter'
  | 'own supporter'
  | 'wallets'
  | 'matter of all'

/** `whole`: of the installation. Else what each parameter or field of the body names, and so of which show a request is. */
export type Within = 'whole' | Readonly<Record<string, Thing>>

/** What a handler is given: its input, read by the route's schemas. */
export type Call<Params, Query, Body> = {
  ctx: Context
  req: Request
  res: Response
  params: Params
  query: Query
  body: Body
  /** Null on public routes. */
  actor: Actor | null
  /**
   * Adds to this change's entry in the audit log, e.g. what was before. Of a route that is tallied it adds up numbers, and resolves
   * when they are kept: before anything is acknowledged.
   */
  note: (detail: Record<string, unknown>) => Promise<void>
}

/** A route as it is written down; everything that Readout answers under `/api/v1` is one of these. */
export type RouteSpec<
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
  Answer extends z.ZodType = z.ZodVoid,
> = {
  method: Method
  /** With names in braces: `/api/v1/shows/{slug}`. */
  path: `/api/v1/${string}`
  /** Who may: see `api/auth/capability.ts`. */
  may: Capability
  /**
   * What it is to a role or key for some shows only. What is read is narrowed by itself (`db/view`), unless it is `whole`; what is
   * changed is `whole` unless it says what it touches. Such a handler changes `ctx.db`, and answers what `ctx.view` shows.
   */
  within?: Within
  /**
   * Whether people are asked for their password or second factor anew (`api/auth/factor`): before what cannot be undone, or lets somebody
   * in. Each route that changes something says it, so that none is forgotten.
   */
  proof?: boolean
  /** What it does, in half a line, for the reference page. */
  summary: string
  description?: string
  params?: Params
  query?: Query
  /** Of a JSON body. Without it the body is left unread, for the handler to stream, and without a deadline. */
  body?: Body
  /** Bodies above this are 413, in bytes; 1 MiB by default. */
  bodyLimit?: number
  /** Of the JSON that it answers. Without it the handler answers by itself, or, answering nothing, 204. */
  answer?: Answer
  /** 200 by default, 204 without an answer. */
  status?: number
  /**
   * What an answer to such a query is made of, besides its address: the same for everyone who may ask, it is kept as bytes until
   * that changes. Nothing else may be in it: not the actor, not the time, nothing that the feed of changes does not tell of.
   */
  madeOf?: (asked: Request['query']) => MadeOf | null
  /** What a body or answer holds that the handler reads or writes by itself, for the reference page. */
  describes?: { body?: z.ZodType; answer?: z.ZodType }
  /** What it takes and gives beside JSON, for the reference page. */
  consumes?: readonly string[]
  produces?: readonly string[]
  /** Statuses of errors that its form does not tell of, e.g. 410, for the reference page. */
  errors?: readonly number[]
  /**
   * How a change comes into the audit log: `each` with an entry of its own (by default); `tally`, for machines that report all
   * day, with the counts that the handler notes, summed by the hour; `none` where nothing changes.
   */
  audit?: 'each' | 'tally' | 'none'
  handle: (
    call: Call<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Promise<z.input<Answer>> | z.input<Answer>
}

/** A route with its types folded away, for the lists made of all of them. */
export type Route = Omit<RouteSpec, 'params' | 'query' | 'body' | 'answer' | 'handle'> & {
  params: z.ZodType | null
  query: z.ZodType | null
  body: z.ZodType | null
  answer: z.ZodType | null
  /** Reads the input and does the work. */
  run: (ctx: Context, req: Request, res: Response, note: Call<0, 0, 0>['note']) => Promise<unknown>
}

/** What a caller sends to a route and is answered, as JSON; it is there for the compiler only. */
type RouteTypes<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> = {
  params: z.input<Params>
  query: z.input<Query>
  body: z.input<Body>
  answer: z.output<Answer>
}

/** A route of which the compiler knows its method, its path and its types. */
export type TypedRoute<Verb extends Method, Path extends string, Types> = Route & {
  method: Verb
  path: Path
  types?: Types
}

/** Writes a route down. A body or answer that the handler takes care of itself has the type that `describes` gives. */
export function defineRoute<
  const Verb extends Method,
  const Path extends `/api/v1/${string}`,
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
  Answer extends z.ZodType = z.ZodVoid,
  BodyRead extends z.ZodType = Body,
  AnswerWritten extends z.ZodType = Answer,
>(
  spec: RouteSpec<Params, Query, Body, Answer> & {
    method: Verb
    path: Path
    describes?: { body?: BodyRead; answer?: AnswerWritten }
  } & ({ method: 'get' } | { proof: boolean }),
): TypedRoute<Verb, Path, RouteTypes<Params, Query, BodyRead, AnswerWritten>> {
  const { params, query, body, answer, handle, ...rest } = spec
  return {
    ...rest,
    params: params ?? null,
    query: query ?? null,
    body: body ?? null,
    answer: answer ?? null,
    run: async (ctx, req, res, note) =>
      handle({
        ctx,
        req,
        res,
        note,
        actor: actorOf(req),
        params: parseInput(params, req.params, 'path'),
        query: readQuery(query, req.query, spec.may),
        body: parseInput(body, req.body, 'body'),
      }),
  }
}

/**
 * Reads the parameters of an address. One that is not described would be taken for a filter that holds; pages in the open may be given
 * one of others, e.g. by who shares a link.
 */
function readQuery<Schema extends z.ZodType>(
  schema: Schema | undefined,
  query: Record<string, unknown>,
  may: Capability,
): z.output<Schema>
function readQuery(schema: z.ZodType | undefined, query: Record<string, unknown>, may: Capability): unknown {
  const known = schema === undefined ? {} : schema instanceof z.ZodObject ? schema.shape : null
  const unknown =
    known && may !== 'public' ? Object.keys(query).find((name) => !Object.hasOwn(known, name)) : undefined
  if (unknown !== undefined)
    throw new AppError(
      'bad-request',
      `There is no parameter ${JSON.stringify(unknown.slice(0, 100))} here. See /api/docs.`,
    )
  return schema === undefined ? undefined : parseInput(schema, query, 'query')
}

/**
 * Reads a part of a request by its schema; without a schema it is nothing.
 * @throws AppError bad-request, naming the first mistake and where it is
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema | undefined,
  value: unknown,
  part: 'path' | 'query' | 'body',
): z.output<Schema>
export function parseInput(schema: z.ZodType | undefined, value: unknown, part: string): unknown {
  if (!schema) return undefined
  const unstorable = findUnstorable(value)
  if (unstorable !== null)
    throw new AppError('bad-request', `NUL and half characters are no text (${at(part, unstorable)}).`)
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new AppError('bad-request', describe(parsed.error, part))
}

function describe({ issues }: z.ZodError, part: string): string {
  const [issue] = issues
  if (!issue) return `The ${part} cannot be read.`
  return `${issue.message} (${at(part, issue.path.join('.'))}).`
}

function at(part: string, path: string): string {
  return path === '' ? part : `${part}, ${path}`
}

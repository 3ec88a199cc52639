import { z } from 'zod'
import {
  fiatAmountSchema,
  idField,
  idParamsSchema,
  instantField,
  nameField,
  textQuery,
} from '#api/contract/common.ts'

/** The kinds of files that can be read. */
export const IMPORT_KINDS = ['lnd', 'helipad', 'alby', 'lnbits', 'ndjson'] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]

/** What became of the rows of a file so far, or what would. */
export const importCountsSchema = z.object({
  rows: z.int(),
  /** Payments that are new. */
  recorded: z.int(),
  /** Known ones of which the file says more, and those it says nothing new of. */
  updated: z.int(),
  duplicates: z.int(),
  /** New ones that contradict a known one: recorded, and under *needs a look*. */
  conflicts: z.int(),
  /** Rows that cannot be recorded. */
  refused: z.int(),
  /** How many rows are no received payments, by what they are. */
  skipped: z.record(z.string(), z.int()),
})
export type ImportCounts = z.infer<typeof importCountsSchema>

/** What a file would add, as far as it was looked at when nothing of it was recorded. */
export const importCheckSchema = z.object({
  counts: importCountsSchema,
  /** Of the payments that would be new. */
  first_at: instantField.nullable(),
  last_at: instantField.nullable(),
  amount_msat: z.int(),
  fiat: z.array(fiatAmountSchema),
  /** Another wallet that has most of them already: they would be counted twice. */
  double: z.object({ wallet: z.string(), matching: z.int(), compared: z.int() }).nullable(),
})
export type ImportCheck = z.infer<typeof importCheckSchema>

export const importStateSchema = z.enum([
  'uploaded',
  'checking',
  'checked',
  'recording',
  'stopped',
  'done',
  'failed',
])
export type ImportState = z.infer<typeof importStateSchema>

/** One file of past payments. */
export const importSchema = z.object({
  id: idField,
  name: z.string(),
  kind: z.enum(IMPORT_KINDS),
  bytes: z.int(),
  /** What is said to report the payments, and the wallet that received them; null until it was checked. */
  source: z.string().nullable(),
  wallet: z.string().nullable(),
  state: importStateSchema,
  /** Why it failed, and what to do. */
  problem: z.string().nullable(),
  /** While it is checked or recorded, which part of the file is read: 0 to 1. */
  progress: z.number(),
  check: importCheckSchema.nullable(),
  /** What was recorded; null where nothing was begun. */
  counts: importCountsSchema.nullable(),
  /** How many refused rows are listed, of the last check or recording. */
  refused_listed: z.int(),
  uploaded_at: instantField,
  ended_at: instantField.nullable(),
})
export type ImportJson = z.infer<typeof importSchema>

export const importListSchema = z.object({
  items: z.array(importSchema),
  next_cursor: z.null(),
  /** The largest file that is taken now: by the limit, and by the room on the disk. */
  most_bytes: z.int(),
})

export const importParamsSchema = idParamsSchema
export const uploadQuerySchema = z.object({
  /** The file's name: shown, and a hint where the content leaves something open. */
  name: textQuery(200).default('a file'),
})

/** `POST /imports/{id}/check`. */
export const checkImportSchema = z.strictObject({
  /** The wallet that received these payments; made where it is new. */
  wallet: nameField(200),
  /** A name for what reports them; by default the wallet's source of this kind, or a new one. */
  source: nameField(200).nullable().default(null),
})
export type CheckImport = z.infer<typeof checkImportSchema>

/** A row that cannot be recorded. */
export const refusedRowSchema = z.object({
  /** Which row of the file, from 1: a line, or an element of its list. */
  row: z.int(),
  reason: z.string(),
  /** As it stands in the file, its beginning where it is long. */
  raw: z.string(),
})
export type RefusedRow = z.infer<typeof refusedRowSchema>
export const refusedListSchema = z.object({ items: z.array(refusedRowSchema), next_cursor: z.null() })

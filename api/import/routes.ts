import {
  checkImportSchema,
  importListSchema,
  importParamsSchema,
  importSchema,
  refusedListSchema,
  uploadQuerySchema,
} from '#api/contract/import.ts'
import { defineRoute } from '#api/http/route.ts'
import { beginCheck, beginRecording, removeImport, stopImport } from '#api/import/upload/change-import.ts'
import { measureRoom } from '#api/import/upload/import-folder.ts'
import { getImport, listImports, listRefused } from '#api/import/upload/list-imports.ts'
import { takeUpload } from '#api/import/upload/take-upload.ts'
import { writeRefused } from '#api/import/upload/write-refused.ts'

/** So many refused rows go into one answer; the file of them has all that are listed. */
const REFUSED_SHOWN = 100

export const importRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/imports',
    may: 'admin',
    summary: 'Files of past payments that were uploaded, each with how far it is',
    answer: importListSchema,
    handle: async ({ ctx }) => ({
      items: await listImports(ctx.db),
      next_cursor: null,
      most_bytes: await measureRoom(ctx.config),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/imports',
    may: 'admin',
    proof: false,
    summary: 'Uploads a file of past payments; nothing of it is recorded yet',
    description:
      'The body is the file itself. What it is, is told by what it holds: Helipad’s database or CSV, invoices of LND, payments of Alby or LNbits, or lines of JSON as POST /payments takes them.',
    query: uploadQuerySchema,
    consumes: ['application/octet-stream'],
    answer: importSchema,
    status: 201,
    errors: [413, 415, 422, 507],
    handle: async ({ ctx, req, query, note }) => {
      const id = await takeUpload(ctx, req, query.name)
      const file = await getImport(ctx.db, id)
      note({ id, name: file.name, kind: file.kind, bytes: file.bytes })
      return file
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/imports/{id}',
    may: 'admin',
    summary: 'One file, with how far it is and what it came to',
    params: importParamsSchema,
    answer: importSchema,
    handle: ({ ctx, params }) => getImport(ctx.db, params.id),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/imports/{id}/check',
    may: 'admin',
    proof: false,
    summary: 'Begins to look at what a file would add to a wallet; records nothing',
    params: importParamsSchema,
    body: checkImportSchema,
    answer: importSchema,
    status: 202,
    errors: [409, 410, 422],
    handle: async ({ ctx, params, body }) => {
      await beginCheck(ctx, params.id, body)
      return getImport(ctx.db, params.id)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/imports/{id}/record',
    may: 'admin',
    proof: false,
    summary: 'Begins to record a file that was checked, or goes on with one that was stopped',
    description:
      'It goes on beside the service, also after a restart, and each payment is recorded once. What is recorded is not taken back: payments can be set aside.',
    params: importParamsSchema,
    answer: importSchema,
    status: 202,
    errors: [409, 410],
    handle: async ({ ctx, params, note }) => {
      await beginRecording(ctx, params.id)
      const file = await getImport(ctx.db, params.id)
      note({ name: file.name, kind: file.kind, source: file.source, wallet: file.wallet })
      return file
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/imports/{id}/stop',
    may: 'admin',
    proof: false,
    summary: 'Stops what is under way with a file; what is recorded stays',
    params: importParamsSchema,
    answer: importSchema,
    errors: [409],
    handle: async ({ ctx, params }) => {
      await stopImport(ctx, params.id)
      return getImport(ctx.db, params.id)
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/imports/{id}',
    may: 'admin',
    proof: true,
    summary: 'Removes a file and its entry here; what is recorded stays',
    params: importParamsSchema,
    handle: ({ ctx, params }) => removeImport(ctx, params.id),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/imports/{id}/refused',
    may: 'admin',
    summary: 'The first rows of a file that cannot be recorded, each with the reason',
    params: importParamsSchema,
    answer: refusedListSchema,
    handle: async ({ ctx, params }) => {
      await getImport(ctx.db, params.id)
      return { items: await listRefused(ctx.db, params.id, REFUSED_SHOWN), next_cursor: null }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/imports/{id}/refused.csv',
    may: 'admin',
    summary: 'The rows of a file that cannot be recorded, up to 10,000, as CSV',
    params: importParamsSchema,
    produces: ['text/csv'],
    handle: async ({ ctx, params, res }) => {
      const { name } = await getImport(ctx.db, params.id)
      res.attachment(`${name.slice(0, 100)} refused.csv`).type('text/csv; charset=utf-8')
      res.send(await writeRefused(ctx.db, params.id))
    },
  }),
]
